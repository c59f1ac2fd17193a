"""The editable deck: PPTX with true right-to-left paragraphs, languages, notes and alternative texts.

python-pptx knows no right-to-left (its issue 851): a:pPr/@rtl and the complex-script face are set here,
by ECMA-376 part 1, 21.1.2.2.7 (pPr), 21.1.2.3.9 (rPr) and 21.1.2.3.1 (cs).
"""

import datetime
import io
import zipfile
from collections.abc import Iterator

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide as Page
from pptx.text.text import TextFrame
from pptx.util import Emu, Mm, Pt

from haqiba.edition.edition import Edition, Span, Words
from haqiba.look import tokens, zip
from haqiba.makers.pages.text import standing
from haqiba.makers.slides.layout import FOOT, HEIGHT, HELP_HEIGHT, HELP_WIDTH, LOGO, MARGIN, STANDING, WIDTH, Slide

# One static family that has Arabic and Latin, regular and bold: variable faces lose their weight in decks.
FACE = "IBM Plex Sans Arabic"
FACES = {"Tfng": "Noto Sans Tifinagh"}
# Reading aloud and spelling ask for a region; PowerPoint's own choice where the tag names none.
_TITLE_ONLY = 5
_LINK_COLOUR = "http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor"


def deck(edition: Edition, slides: tuple[Slide, ...], pictures: dict[int, bytes], logos: dict[str, bytes]) -> bytes:
    """A PPTX file, the same bytes each time; `pictures` are PNG by slide number, cropped to their place; `logos`
    are PNG by name."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Mm(WIDTH), Mm(HEIGHT)
    _properties(presentation, edition)
    writer = _Writer(edition, presentation)
    for slide in slides:
        writer.add(slide, pictures.get(slide.number), logos)
    stream = io.BytesIO()
    presentation.save(stream)
    with zipfile.ZipFile(stream) as made:
        return zip.pack({name: made.read(name) for name in made.namelist()})


def _properties(presentation: Deck, edition: Edition) -> None:
    properties = presentation.core_properties
    day = datetime.datetime.fromisoformat(edition.date or "2000-01-01")
    properties.title = edition.title.replace("\n", " ")
    properties.author = next((p.name for p in edition.partners if p.role == "lead"), edition.campaign)
    properties.last_modified_by = "haqiba"
    properties.language = edition.language.tag
    properties.created = properties.modified = day
    properties.revision = 1


class _Writer:
    def __init__(self, edition: Edition, presentation: Deck) -> None:
        self.edition, self.presentation = edition, presentation
        self.palette = tokens.palette(edition.colours)
        self.rtl = edition.language.rtl
        self.face = FACES.get(edition.language.script, FACE)

    def add(self, slide: Slide, picture: bytes | None, logos: dict[str, bytes]) -> None:
        """One slide; shapes are added in the order in which they are read."""
        page = self.presentation.slides.add_slide(self.presentation.slide_layouts[_TITLE_ONLY])
        page.background.fill.solid()
        page.background.fill.fore_color.rgb = RGBColor.from_string(self.palette[slide.ground][1:])
        on = [self.palette[name] for name in tokens.TEXT_ON[slide.ground]]
        self._title(page, slide, on)
        if slide.body:
            b = slide.body
            frame = self._box(page, b.x, b.y, b.width, b.height)
            self._blocks(frame, b.blocks, b.size, on[0])
        if slide.picture and picture:
            p = slide.picture
            shape = page.shapes.add_picture(io.BytesIO(picture), Mm(p.x), Mm(p.y), Mm(p.width), Mm(p.height))
            shape._element.nvPicPr.cNvPr.set("descr", p.alt)
        if slide.help and self.edition.helplines:
            self._help(page, slide)
        if slide.standing:
            self._standing(page, slide, on[0], logos)
        self._foot(page, slide, on[0])
        if slide.notes:
            self._notes(page, slide.notes)

    def _title(self, page: Page, slide: Slide, on: list[str]) -> None:
        placeholder = page.shapes.title
        if slide.title is None:
            placeholder._element.getparent().remove(placeholder._element)
            return
        t = slide.title
        placeholder.left, placeholder.top = Mm(t.x), Mm(t.y)
        placeholder.width, placeholder.height = Mm(t.width), Mm(t.height)
        frame = placeholder.text_frame
        self._fit(frame)
        frame.vertical_anchor = MSO_ANCHOR.BOTTOM if slide.opening else MSO_ANCHOR.TOP
        bold = tuple(_bold(span) for span in t.spans)
        self._paragraph(frame, bold, t.size, on[0] if slide.ground == "night" else on[1], first=True)

    def _box(self, page: Page, x: float, y: float, width: float, height: float) -> TextFrame:
        frame = page.shapes.add_textbox(Mm(x), Mm(y), Mm(width), Mm(height)).text_frame
        self._fit(frame)
        return frame

    def _fit(self, frame: TextFrame) -> None:
        frame.word_wrap = True
        frame.auto_size = MSO_AUTO_SIZE.NONE
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(0)

    def _blocks(self, frame: TextFrame, blocks: tuple[Words, ...], size: float, colour: str) -> None:
        for number, (spans, level, bullet) in enumerate(_lines(blocks)):
            self._paragraph(frame, spans, size, colour, first=number == 0, level=level, bullet=bullet)

    def _paragraph(
        self,
        frame: TextFrame,
        spans: tuple[Span, ...],
        size: float,
        colour: str,
        *,
        first: bool,
        level: int = 0,
        bullet: str = "",
    ) -> None:
        paragraph = frame.paragraphs[0] if first else frame.add_paragraph()
        paragraph.space_after = Pt(size * 0.4)
        properties = paragraph._p.get_or_add_pPr()
        properties.set("rtl", "1" if self.rtl else "0")
        properties.set("algn", "r" if self.rtl else "l")
        indent = 0
        if bullet:
            # A number needs more room than a dot. The margin is counted from where the paragraph begins, in both
            # directions: so PowerPoint writes it, and so LibreOffice reads it.
            indent = Pt(size * (1.1 if bullet == "1" else 0.75))
            properties.set("marL", str(int(indent * (level + 1))))
            properties.set("indent", str(-int(indent)))
            self._bullet(properties, bullet)
        else:
            etree.SubElement(properties, qn("a:buNone"))
        for span in spans:
            if span.kind == "break":
                paragraph.add_line_break()
                continue
            run = paragraph.add_run()
            run.text = span.text
            run.font.size = Pt(round(size, 1))
            run.font.bold = span.strong
            run.font.color.rgb = RGBColor.from_string(colour[1:])
            if span.href:
                run.hyperlink.address = span.href
                self._as_text(run.font._rPr.find(qn("a:hlinkClick")))
            self._speak(run.font._rPr, span.language or self.edition.language.tag)

    def _bullet(self, properties: etree._Element, bullet: str) -> None:
        if bullet == "1":
            etree.SubElement(properties, qn("a:buAutoNum")).set("type", "arabicPeriod")
        else:
            etree.SubElement(properties, qn("a:buChar")).set("char", bullet)

    def _as_text(self, link: etree._Element) -> None:
        """A link in the colour of its words, which the ground was chosen for; not in the theme's one blue
        ([MS-ODRAWXML] 2.33.1, hlinkClr)."""
        extension = etree.SubElement(etree.SubElement(link, qn("a:extLst")), qn("a:ext"))
        extension.set("uri", "{A12FA001-AC4F-418D-AE19-62706E023703}")
        colour = etree.SubElement(extension, f"{{{_LINK_COLOUR}}}hlinkClr", nsmap={"ahyp": _LINK_COLOUR})
        colour.set("val", "tx")

    def _speak(self, properties: etree._Element, tag: str) -> None:
        """Language and faces of a run: for Latin, East Asian and complex scripts alike."""
        properties.set("lang", tag)
        link = properties.find(qn("a:hlinkClick"))
        for name in ("a:latin", "a:ea", "a:cs"):
            face = etree.Element(qn(name))
            face.set("typeface", self.face)
            if link is None:
                properties.append(face)
            else:
                link.addprevious(face)

    def _help(self, page: Page, slide: Slide) -> None:
        """The helpline box, as text that can be edited."""
        line = self.edition.helplines[0]
        ground = "saffron" if slide.ground == "night" else "night"
        x = MARGIN if self.rtl else WIDTH - MARGIN - HELP_WIDTH
        shape = page.shapes.add_shape(5, Mm(x), Mm(HEIGHT - MARGIN - HELP_HEIGHT), Mm(HELP_WIDTH), Mm(HELP_HEIGHT))
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(self.palette[ground][1:])
        shape.line.fill.background()
        shape.adjustments[0] = 0.14
        frame = shape.text_frame
        frame.word_wrap = True
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        on = [self.palette[name] for name in tokens.TEXT_ON[ground]]
        contact = line.contacts[0]
        self._paragraph(frame, (Span(line.name, strong=True),), 13.5, on[1], first=True)
        self._paragraph(frame, (Span(contact.value, strong=True),), 54.0, on[2], first=False)
        told = " · ".join(filter(None, (contact.hours, contact.cost)))
        if told:
            self._paragraph(frame, (Span(told),), 11.5, on[0], first=False)

    def _standing(self, page: Page, slide: Slide, colour: str, logos: dict[str, bytes]) -> None:
        """Logos in the order of precedence from where one begins to read, and the partners under them."""
        x, width = _column(slide)
        top = HEIGHT - FOOT - STANDING
        edge = x + width if self.rtl else x
        for partner in self.edition.partners:
            if partner.logo not in logos or partner.role == "recipient":
                continue
            shape = page.shapes.add_picture(io.BytesIO(logos[partner.logo]), Mm(edge), Mm(top), height=Mm(LOGO))
            shape._element.nvPicPr.cNvPr.set("descr", partner.name)
            wide = shape.width.mm
            shape.left = Mm(edge - wide) if self.rtl else Mm(edge)
            edge += (-1 if self.rtl else 1) * (wide + LOGO * 0.6)
        frame = self._box(page, x, top + LOGO + 3.0, width, STANDING - LOGO - 3.0)
        self._paragraph(frame, (Span(standing(self.edition)),), 8.4, colour, first=True)

    def _foot(self, page: Page, slide: Slide, colour: str) -> None:
        edition = self.edition
        draft = " · ".join((edition.labels["draft"], *edition.draft)) if edition.draft else ""
        said = " · ".join(filter(None, (edition.campaign, edition.notice, draft, str(slide.number))))
        x, width = _column(slide)
        frame = self._box(page, x, HEIGHT - FOOT, width, 10.0)
        self._paragraph(frame, (Span(said),), 8.0, colour, first=True)

    def _notes(self, page: Page, notes: str) -> None:
        frame = page.notes_slide.notes_text_frame
        for number, line in enumerate(notes.split("\n")):
            self._paragraph(frame, (Span(line),), 12.0, self.palette["ink"], first=number == 0)


def _column(slide: Slide) -> tuple[float, float]:
    """Left edge and width, in mm, of the words of a slide."""
    return (slide.title.x, slide.title.width) if slide.title else (MARGIN, WIDTH - 2 * MARGIN)


def _bold(span: Span) -> Span:
    return Span(span.text, span.kind, True, span.emphasis, span.href, span.language, span.direction, span.name)


def _lines(blocks: tuple[Words, ...], level: int = 0) -> Iterator[tuple[tuple[Span, ...], int, str]]:
    """(spans, depth, bullet) of each paragraph, in order."""
    for block in blocks:
        if block.kind == "list":
            bullet = "1" if block.level == 1 else "•"
            for item in block.children:
                yield item.spans, level, bullet
                yield from _lines(item.children, level + 1)
        elif block.kind == "heading":
            yield tuple(_bold(span) for span in block.spans), level, ""
        elif block.kind == "row":
            cells = [cell.spans for cell in block.children]
            yield tuple(s for n, spans in enumerate(cells) for s in ((Span(" | "),) if n else ()) + spans), level, ""
        elif block.spans and block.kind != "image":
            yield block.spans, level, ""
        else:
            yield from _lines(block.children, level)
