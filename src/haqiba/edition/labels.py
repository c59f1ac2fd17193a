"""The tool's own words on a page, in the languages that it ships; others come from the campaign's PO."""

from haqiba.campaign.campaign import Campaign
from haqiba.campaign.language import Language

CONTEXT = "haqiba"

ENGLISH = {
    "draft": "DRAFT",
    "draft_helpline": "helplines not confirmed yet",
    "draft_translation": "translation not finished",
    "draft_approval": "not approved yet",
    "help_short": "Help",
    "alt": "What one sees",
    "figure": "What is said",
    "source": "Source",
    "printed": "Printed in",
    "check": "To check this paper, type yourself:",
    "colours": "Colours",
    "letters": "Letters",
    "contrast": "Words on grounds",
    "always": "24 hours a day, every day",
    "free": "free of charge",
    "paid": "charged call",
    "help": "Where to find help",
    "sources": "Sources",
    "with": "With",
    "funded": "With the financial support of",
}
ARABIC = {
    "draft": "مسودة",
    "draft_helpline": "أرقام لم تُؤكَّد بعد",
    "draft_translation": "ترجمة لم تكتمل",
    "draft_approval": "لم تُعتمد بعد",
    "help_short": "للمساعدة",
    "alt": "ما نراه",
    "figure": "ما يقال",
    "source": "المصدر",
    "printed": "أين ورد",
    "check": "للتحقق من هذه الورقة، اكتبوا بأنفسكم:",
    "colours": "الألوان",
    "letters": "الخطوط",
    "contrast": "الكلمات على الأرضيات",
    "always": "طيلة اليوم، كل أيام الأسبوع",
    "free": "مجاني",
    "paid": "مكالمة مؤدى عنها",
    "help": "أين نجد المساعدة",
    "sources": "المصادر",
    "with": "بشراكة مع",
    "funded": "بدعم مالي من",
}
FRENCH = {
    "draft": "BROUILLON",
    "draft_helpline": "numéros pas encore confirmés",
    "draft_translation": "traduction inachevée",
    "draft_approval": "pas encore approuvé",
    "help_short": "Aide",
    "alt": "Ce qu’on voit",
    "figure": "Ce qui est dit",
    "source": "Source",
    "printed": "Où c’est dit",
    "check": "Pour vérifier ce papier, tapez vous-même :",
    "colours": "Couleurs",
    "letters": "Typographie",
    "contrast": "Contraste",
    "always": "24 h sur 24, tous les jours",
    "free": "gratuit",
    "paid": "appel payant",
    "help": "Où trouver de l’aide",
    "sources": "Sources",
    "with": "En partenariat avec",
    "funded": "Avec le soutien financier de",
}
SHIPPED = {"en": ENGLISH, "ar": ARABIC, "fr": FRENCH}


def needed(campaign: Campaign) -> dict[str, str]:
    """The English words that a campaign prints: without a site, nobody is sent there."""
    return {key: text for key, text in ENGLISH.items() if key != "check" or campaign.site}


def shipped(language: Language) -> dict[str, str] | None:
    """The words in this language, or None: then the campaign's translator is asked for them."""
    for tag in (language.tag, language.tag.split("-")[0], *language.fallback):
        if tag in SHIPPED:
            return SHIPPED[tag]
    return None
