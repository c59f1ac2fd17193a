"""A screenplay's beats -> shots, by the grammar of dialogue where no note says otherwise.

A scene opens wide; a speaker is taken close, every third line shows who is there; a long line is cut to who listens;
nobody speaks without somebody to look at. A note changes that for the shot that follows it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from haqiba.film import scene, speech
from haqiba.film.scene import (
    Act,
    Beat,
    Bubble,
    BubbleKind,
    Build,
    Cue,
    Figure,
    Net,
    Phone,
    Said,
    Shot,
    Side,
    Sign,
    View,
)
from haqiba.film.staging import OFF, stood

# Frames: a shot that is longer is cut, one that is shorter takes in the next line; how long acts take.
LONG, SHORT = 200, 62
SPANS = {"walk": 50, "enter": 50, "leave": 50, "wave": 50, "nod": 30, "point": 60, "sit": 24, "rise": 24, "look": 40}
BUBBLES: dict[str, BubbleKind] = {
    "chat": "text",
    "reply": "text",
    "typing": "typing",
    "picture": "picture",
    "gift": "gift",
    "block": "block",
    "report": "report",
}
# Seconds that one looks at what comes on a telephone beside its words.
SEEN: dict[BubbleKind, float] = {"typing": 1.2, "picture": 1.6, "gift": 1.6, "block": 1.6, "report": 1.6, "text": 0.5}


@dataclass(slots=True)
class _Open:
    """The shot that is being made."""

    framing: str
    view: View
    figures: tuple[Figure, ...]
    frames: int = 0
    to: View | None = None
    acts: list[Act] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    bubbles: list[Bubble] = field(default_factory=list)
    phone: Phone | None = None
    net: tuple[float, float, bool] = (0.0, 0.0, False)
    signs: list[Sign] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)


def shots(beats: Iterable[Beat], builds: dict[str, Build], *, card: float = 0.0) -> tuple[Shot, ...]:
    """All shots; `card` is how many seconds the card at the end stands, 0 for none."""
    director = _Director(builds)
    every = list(beats)
    starts = [0, *(n for n, beat in enumerate(every) if beat.kind == "scene" and n), len(every)]
    for start, end in pairwise(starts):
        director.scene(every[start:end])
    if card:
        director.card(card, [beat.who for beat in every if beat.who in builds])
    return tuple(director.made)


class _Director:
    def __init__(self, builds: dict[str, Build]) -> None:
        self.builds = builds
        self.made: list[Shot] = []
        self.stage: dict[str, Figure] = {}
        self.place = self.light = self.asked = self.whom = ""
        self.shot: _Open | None = None
        self.chat: list[Bubble] = []
        self.phone = Phone("")
        self.strength = 0.0
        self.lines = 0
        self.cues: list[Cue] = []
        self.acts: list[Act] = []
        self.turned: set[str] = set()
        self.spots: dict[str, float] = {}
        self.speaker = ""

    # ------------------------------------------------------------ scenes and cuts
    def scene(self, beats: list[Beat]) -> None:
        self._close()
        self.asked = self.whom = ""
        self.turned = set()
        if beats and beats[0].kind == "scene":
            self.place, self.light = beats[0].text, beats[0].verb
            beats = beats[1:]
        figures, self.spots = stood(beats, self.builds)
        self.stage = {figure.who: figure for figure in figures}
        self.lines = 0
        for beat in beats:
            {"line": self._line, "words": self._words, "action": self._action, "do": self._do}.get(
                beat.kind, self._action
            )(beat)
        if self.acts:
            self._moment(speech.frames(1.5), "wide")
        self._close()

    def _on(self) -> tuple[Figure, ...]:
        return tuple(figure for figure in self.stage.values() if figure.x > OFF / 2)

    def _cut(self, framing: str, who: str = "") -> _Open:
        self._close()
        framing, who = self.asked or framing, self.whom or who
        self.asked = self.whom = ""
        view, to = self._view(framing, who)
        self._turn()
        self.shot = _Open(f"{framing} {who}".strip(), view, self._on(), to=to)
        self.shot.net = (self.strength, self.strength, False)
        if framing == "phone":
            self.shot.phone = self.phone
            self.shot.bubbles = [replace(b, at=-1) for b in self.chat if b.kind != "typing"][-4:]
        return self.shot

    def _turn(self) -> None:
        """All face who speaks, and who speaks faces who spoke before; whoever is told to look elsewhere does."""
        for figure in self._on():
            if figure.who not in self.turned and (whom := self._faced(figure.who)):
                ahead = self.stage[whom].x >= figure.x
                self.stage[figure.who] = replace(figure, facing=1 if ahead else -1)

    def _faced(self, who: str) -> str:
        on = [figure.who for figure in self._on() if figure.who != who]
        return self.speaker if self.speaker in on else self._listener(who)

    def _view(self, framing: str, who: str) -> tuple[View, View]:
        figures = self._on()
        one = self.stage.get(who)
        if framing == "phone":
            view = scene.beside(one, self.builds[who]) if one and one.x > OFF / 2 else View(600, 400, 1.9)
            return view, view
        if framing in ("close", "follow") and one and one.x > OFF / 2:
            view = scene.close(one, self.builds[who])
            return view, view
        if framing == "push" and one and one.x > OFF / 2:
            view = scene.close(one, self.builds[who])
            return scene.clamped(replace(view, zoom=1.35)), view
        if framing == "pan":
            return scene.clamped(View(700, 500, 1.25)), scene.clamped(View(1220, 500, 1.25))
        if framing in ("two", "close", "follow") and figures:
            view = scene.group(figures, self.builds)
            return view, view
        # The film comes nearer once, at its beginning; later a note may ask for it. A camera at rest costs a quarter.
        return scene.wide(), scene.wide() if self.made else scene.pushed(scene.wide())

    def _close(self) -> None:
        """The shot is done; what happens in it has changed where everybody is."""
        shot, self.shot = self.shot, None
        if shot is None or shot.frames == 0:
            return
        phone = replace(shot.phone, bubbles=tuple(shot.bubbles)) if shot.phone else None
        figures = shot.figures
        if shot.phone is not None:
            # The telephone is on the right: its owner looks there, and nobody else is in the picture.
            figures = tuple(replace(f, facing=1) for f in figures if f.who == shot.phone.owner)
        elif shot.framing.startswith("close"):
            figures = tuple(f for f in figures if f.x < OFF / 2 or not scene.halved(f, shot.view))
        made = Shot(
            frames=shot.frames,
            place=self.place,
            light=self.light,
            framing=shot.framing,
            view=shot.view,
            to=shot.to or shot.view,
            figures=figures,
            acts=tuple(shot.acts),
            said=tuple(shot.said),
            phone=phone,
            net=Net(*shot.net),
            signs=tuple(shot.signs),
            cues=tuple(shot.cues),
        )
        self.made.append(made)

    def _moment(self, frames: int, framing: str, who: str = "", *, fresh: bool = False) -> int:
        """Time in the open shot, or in a new one; where in the shot it begins."""
        shot = self.shot
        if shot is None or fresh or self.asked or shot.frames + frames > 2 * LONG:
            shot = self._cut(framing, who)
        at = shot.frames
        longest = 0
        for act in self.acts:
            span = SPANS.get(act.verb, 40)
            until = at + (min(span, frames) if act.verb not in ("walk", "enter", "leave") else span)
            if act.verb == "enter" and act.who not in {f.who for f in shot.figures}:
                shot.figures = (*shot.figures, self.stage[act.who])
            shot.acts.append(replace(act, at=at, until=until))
            longest = max(longest, span)
            self._moved(act)
        shot.cues += [replace(cue, at=at) for cue in self.cues]
        self.acts, self.cues = [], []
        shot.frames += max(frames, longest)
        return at

    def _moved(self, act: Act) -> None:
        """Where and how somebody is after an act."""
        figure = self.stage[act.who]
        if act.verb in ("walk", "enter", "leave"):
            start = figure.x if figure.x > OFF / 2 else act.start
            facing = 1 if act.x >= start else -1
            figure = replace(figure, x=OFF if act.verb == "leave" else act.x, facing=facing)
        elif act.verb in ("sit", "rise"):
            figure = replace(figure, sits=act.verb == "sit")
        elif act.verb == "feel":
            figure = replace(figure, mood=act.mood)
        self.stage[act.who] = figure

    # ------------------------------------------------------------ beats
    def _line(self, beat: Beat) -> None:
        frames = speech.frames(beat.seconds + speech.PAUSE if beat.seconds else speech.seconds(beat.text))
        coming = beat.who in {act.who for act in self.acts if act.verb == "enter"}
        seen = beat.who in self.stage and not beat.unseen and (coming or self.stage[beat.who].x > OFF / 2)
        self.speaker = beat.who
        self.lines += 1
        shot = self.shot
        if shot is None and not self.asked and self.lines == 1:
            at = self._moment(frames, "wide" if len(self._on()) != 1 else "two")
        elif shot and not self.asked and self._stays(shot, beat.who, frames, seen):
            at = self._moment(frames, shot.framing)
        elif not seen:
            at = self._moment(frames, "close", self._listener(beat.who), fresh=True)
        else:
            both = len(self._on()) > 1 and self.lines % 3 == 0
            at = self._moment(frames, "two" if both else "close", "" if both else beat.who, fresh=True)
        self._say(beat, at, frames, seen)

    def _stays(self, shot: _Open, who: str, frames: int, seen: bool) -> bool:
        if shot.phone is not None:
            return not seen
        if shot.framing.startswith(("close", "push")):
            return (shot.framing.endswith(who) or not seen) and shot.frames + frames <= LONG
        return shot.frames <= SHORT and shot.frames + frames <= LONG

    def _say(self, beat: Beat, at: int, frames: int, seen: bool) -> None:
        assert self.shot is not None
        self.shot.said.append(Said(beat.id, beat.who, beat.text, at, at + frames, not seen))
        if at and seen:
            for figure in self._on():
                if figure.who not in self.turned and (whom := self._faced(figure.who)):
                    self.shot.acts.append(Act("turn", figure.who, at, at, self.stage[whom].x))
        listener = self._listener(beat.who)
        if frames <= LONG or not seen or not listener:
            return
        # A long line: its last part is heard over the face of who listens.
        rest = 2 * (frames // 4)
        self.shot.frames -= rest
        until = frames - rest
        self._moment(rest, "close", listener, fresh=True)
        assert self.shot is not None
        self.shot.said.append(Said(beat.id, beat.who, beat.text, -until, rest, True))

    def _listener(self, who: str) -> str:
        others = [figure.who for figure in self._on() if figure.who != who]
        heard = [said.who for shot in self.made[-3:] for said in shot.said if said.who in others]
        return heard[-1] if heard else others[0] if others else ""

    def _words(self, beat: Beat) -> None:
        if beat.verb == "phone":
            self._do(beat)
        elif beat.verb == "show":
            frames = speech.frames(speech.seconds(beat.text) + 0.6)
            at = self._moment(frames, "wide")
            assert self.shot is not None
            self.shot.signs.append(Sign(beat.id, at, at + frames))
        else:
            self._bubble("text", "out" if beat.verb == "reply" else "in", beat.id, len(beat.text) / speech.READING)

    def _bubble(self, kind: BubbleKind, side: Side, id: str, reading: float) -> None:
        frames = speech.frames(reading + SEEN[kind])
        shot = self.shot
        fresh = shot is None or shot.phone is None or shot.frames + frames > LONG + 60
        at = self._moment(frames, "phone", self.phone.owner, fresh=fresh)
        assert self.shot is not None
        bubble = Bubble(kind, side, at, id)
        if self.chat and self.chat[-1].kind == "typing":
            self.chat.pop()
        self.chat.append(bubble)
        self.shot.bubbles.append(bubble)
        if kind != "typing":
            self.shot.cues.append(Cue("sound", "message", at))

    def _action(self, beat: Beat) -> None:
        shot = self.shot
        frames = speech.frames(min(4.0, max(1.6 if shot else 2.8, len(beat.text) / 30)))
        fresh = shot is not None and (shot.phone is not None or shot.frames + frames > LONG)
        self._moment(frames, "wide" if shot is None else "two", fresh=fresh)

    def _do(self, beat: Beat) -> None:
        verb, arguments = beat.verb, beat.arguments
        if verb == "camera":
            views = [word for word in arguments if word in ("wide", "two", "close", "follow", "push", "pan")]
            self.asked = views[0] if views else "wide"
            self.whom = next((word for word in (beat.who, *arguments) if word in self.stage), "")
        elif verb == "phone":
            self.phone = Phone(beat.who if beat.who in self.stage else next(iter(self.stage), ""), beat.id)
            self.chat = []
        elif verb in BUBBLES:
            self._bubble(BUBBLES[verb], "out" if verb in ("block", "report") or beat.who in self.stage else "in", "", 0)
        elif verb == "net":
            self._net(arguments)
        elif verb in ("sound", "music"):
            self.cues.append(Cue("music" if verb == "music" else "sound", (arguments or ("stop",))[0], 0))
        elif verb == "wait":
            number = next((float(word) for word in arguments if word[0].isdigit()), 1.5)
            self._moment(speech.frames(min(number, 10.0)), "two", self.whom)
        elif beat.who in self.stage:
            self._act(beat)

    def _act(self, beat: Beat) -> None:
        figure = self.stage[beat.who]
        side = next((scene.SIDES[word] for word in beat.arguments if word in scene.SIDES), None)
        target = next((word for word in beat.arguments if word in self.stage), "")
        if beat.verb == "stand" or (beat.verb == "look" and not target):
            facing = (1 if side > figure.x else -1) if side is not None and beat.verb == "look" else figure.facing
            self.stage[beat.who] = replace(figure, facing=facing)
            if beat.verb == "look":
                self.turned.add(beat.who)
        elif beat.verb in ("hold", "drop"):
            self.stage[beat.who] = replace(figure, holds=" ".join(beat.arguments) if beat.verb == "hold" else "")
        elif beat.verb == "feel":
            self.stage[beat.who] = replace(figure, mood=(beat.arguments or ("calm",))[0])
            if self.shot is not None:
                self.acts.append(Act("feel", beat.who, 0, 0, mood=(beat.arguments or ("calm",))[0]))
        elif beat.verb == "sit" and self.shot is None:
            self.stage[beat.who] = replace(figure, sits=True)
        else:
            if (
                beat.verb in ("enter", "leave", "walk")
                and self.shot
                and not self.shot.framing.startswith(("wide", "two"))
            ):
                self.asked = self.asked or "two"
            goal = self._goal(beat, side, target)
            start = 2150.0 if (goal if side is None else side) >= 960 else -230.0
            self.acts.append(Act(beat.verb, beat.who, 0, 0, goal, target, start=start))

    def _goal(self, beat: Beat, side: float | None, target: str) -> float:
        """Where a walk ends: beside somebody, at a side, or where one stands by default."""
        if beat.verb == "leave":
            return 2150.0 if (side or self.stage[beat.who].x) >= 960 else -230.0
        if target:
            other = self.stage[target]
            return other.x - 250.0 if self.stage[beat.who].x < other.x else other.x + 250.0
        if side is not None and beat.verb == "walk":
            return side
        return self.spots.get(beat.who, 960.0)

    def _net(self, arguments: tuple[str, ...]) -> None:
        goal = {"grow": self.strength + 1, "tighten": 4.0, "cut": 0.0}.get((arguments or ("grow",))[0], 0.0)
        goal = min(4.0, goal)
        shot = self.shot if self.shot and not self.asked else self._cut("wide")
        shot.net = (shot.net[0], goal, "cut" in arguments)
        self.strength = goal
        if "cut" in arguments:
            shot.cues.append(Cue("sound", "cut", shot.frames))

    def card(self, seconds: float, cast: list[str]) -> None:
        """The last shot: all of them together, and whom one can call."""
        who = list(dict.fromkeys(cast))[:5]
        row = scene.ROWS[max(1, len(who))]
        figures = tuple(Figure(name, x, 1 if x <= 960 else -1, "happy") for name, x in zip(who, row, strict=False))
        acts = tuple(Act("wave", one.who, 10 + 12 * n, 80 + 12 * n) for n, one in enumerate(figures))
        view = View(960.0, 227.0, 0.66)
        self.made.append(Shot(speech.frames(seconds), "", "card", "wide", view, view, figures, acts=acts, card=True))
