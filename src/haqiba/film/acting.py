"""How somebody stands, breathes, looks, speaks and moves at one frame: a pose of a puppet.

Bodies move on twos: two frames that follow one another have one pose."""

import math
from dataclasses import dataclass
from hashlib import sha256

from haqiba.film import speech
from haqiba.film.puppet import Pose, Puppet, Turn, reach
from haqiba.film.scene import Figure, Said, Shot

# Degrees of the brows (left, right) and how far they rise; the mouth at rest; how far the head leans.
MOODS = {
    "calm": (-3.0, 3.0, -1.0, "X", 0.0),
    "happy": (-5.0, 5.0, -5.0, "X", -2.0),
    "sad": (-15.0, 13.0, -2.0, "A", 6.0),
    "afraid": (-14.0, 12.0, -9.0, "A", 2.0),
    "angry": (6.0, -6.0, 3.0, "A", 3.0),
    "surprised": (-6.0, 6.0, -13.0, "F", -4.0),
    "thoughtful": (-8.0, 2.0, -5.0, "A", 4.0),
}
STRIDE = 210.0
BLINK = 4
# Frames of a gesture: up, held, down.
GESTURE = (8, 16, 12)


@dataclass(slots=True)
class Stand:
    """A posed figure on the stage: where its feet are, whether it walks, how it is turned."""

    x: float
    drop: float
    facing: int
    pose: Pose
    hand: str = ""


def eased(share: float) -> float:
    """From 0 to 1, slow at both ends."""
    share = min(1.0, max(0.0, share))
    return share * share * (3.0 - 2.0 * share)


def chance(*words: object) -> float:
    """A number between 0 and 1 that is always the same for the same words."""
    return int.from_bytes(sha256("\0".join(map(str, words)).encode()).digest()[:4], "big") / 2**32


def placed(figure: Figure, shot: Shot, frame: int) -> tuple[float, int, float, bool, float]:
    """x, facing, distance walked, whether walking, how far seated (0 to 1)."""
    x, facing, walked, walking = figure.x, figure.facing, 0.0, False
    if x < -5000:
        x = next((act.start for act in shot.acts if act.who == figure.who and act.verb == "enter"), -230.0)
    seated = 1.0 if figure.sits else 0.0
    for act in shot.acts:
        if act.who != figure.who or frame < act.at:
            continue
        share = (frame - act.at) / max(1, act.until - act.at)
        if act.verb in ("walk", "enter", "leave"):
            start, x = x, x + (act.x - x) * _even(share)
            walked += abs(x - start)
            facing = 1 if act.x >= start else -1
            walking = share < 1.0
        elif act.verb == "turn":
            facing = 1 if act.x >= x else -1
        elif act.verb in ("sit", "rise"):
            seated = eased(share) if act.verb == "sit" else 1.0 - eased(share)
    return x, facing, walked, walking, seated


def _even(share: float) -> float:
    """A walk: a short start, an even middle, a short stop."""
    share = min(1.0, max(0.0, share))
    edge = 0.15
    speed = 1.0 / (1.0 - edge)
    if share < edge:
        return speed * share * share / (2 * edge)
    if share > 1.0 - edge:
        return 1.0 - speed * (1.0 - share) ** 2 / (2 * edge)
    return speed * (share - edge / 2)


def mood(figure: Figure, shot: Shot, frame: int) -> str:
    felt = [act.mood for act in shot.acts if act.who == figure.who and act.verb == "feel" and act.at <= frame]
    return felt[-1] if felt else figure.mood


def speaking(shot: Shot, frame: int) -> Said | None:
    return next((said for said in shot.said if said.at <= frame < said.until), None)


class Actor:
    """One puppet that plays one figure."""

    def __init__(self, who: str, puppet: Puppet) -> None:
        self.who, self.puppet = who, puppet
        self.pivots = {name: bone.pivot for name, bone in puppet.bones.items() if bone.pivot}
        self.rolls = "wheel-l" in puppet.bones or "wheel-r" in puppet.bones
        self.phase = chance(who, "phase") * 90

    def stand(self, figure: Figure, shot: Shot, frame: int, others: dict[str, float]) -> Stand:
        """The pose at a frame; `others` are where the others stand, by name."""
        frame -= frame % 2
        x, facing, walked, walking, seated = placed(figure, shot, frame)
        felt = mood(figure, shot, frame)
        said = speaking(shot, frame)
        own = said if said and said.who == figure.who and not said.unseen else None
        pose = Pose()
        self._breathe(pose, frame, felt)
        self._face(pose, shot, frame, felt, own)
        self._eyes(pose, figure, shot, frame, x, facing, said, others)
        if self.rolls:
            for wheel in ("wheel-l", "wheel-r"):
                pose.turns[wheel] = Turn(math.degrees(walked / 95.0))
        elif walking:
            self._walk(pose, walked)
        elif seated:
            self._sit(pose, seated)
        self._hands(pose, figure, shot, frame, own, x, facing, others)
        drop = 0.0 if self.rolls else seated
        return Stand(x, drop, facing, pose)

    # ------------------------------------------------------------ body
    def _breathe(self, pose: Pose, frame: int, felt: str) -> None:
        quick = 1.5 if felt == "afraid" else 1.0
        rise = -1.6 * math.sin((frame * quick + self.phase) * 2 * math.pi / 95)
        for bone in ("torso", "arm-l", "arm-r"):
            pose.turns[bone] = Turn(0.0, 0.0, rise)
        sway = math.sin((frame + self.phase * 2) * 2 * math.pi / 140)
        for bone, much in (("braid-l", 2.5), ("braid-r", -2.0), ("curl-l", 2.0), ("curl-r", -2.0), ("scarf-tail", 2.0)):
            if bone in self.pivots:
                pose.turns[bone] = Turn(much * sway)

    def _walk(self, pose: Pose, walked: float) -> None:
        phase = walked / STRIDE * 2 * math.pi
        swing = math.sin(phase)
        bob = -5.0 * abs(math.cos(phase))
        for side, sign in (("l", 1.0), ("r", -1.0)):
            pose.turns[f"leg-{side}"] = Turn(-25.0 * swing * sign, 0.0, bob)
            lifted = max(0.0, math.cos(phase) * sign)
            pose.turns[f"shin-{side}"] = Turn(8.0 + 34.0 * lifted)
            pose.turns[f"arm-{side}"] = Turn(20.0 * swing * sign, 0.0, bob)
            pose.turns[f"forearm-{side}"] = Turn(-14.0 - 8.0 * swing * sign)
        pose.turns["torso"] = Turn(1.5, 0.0, bob)

    @staticmethod
    def _sit(pose: Pose, seated: float) -> None:
        for side, more in (("l", 0.0), ("r", 6.0)):
            pose.turns[f"leg-{side}"] = Turn(-(76.0 + more) * seated)
            pose.turns[f"shin-{side}"] = Turn((78.0 + more) * seated)

    # ------------------------------------------------------------ face
    def _face(self, pose: Pose, shot: Shot, frame: int, felt: str, own: Said | None) -> None:
        left, right, rise, rest, lean = MOODS.get(felt, MOODS["calm"])
        shape = rest
        stress = 0.0
        if own:
            spoken = speech.lips(own.text, own.until - own.at)
            shape = spoken[min(len(spoken) - 1, (frame - own.at) // 2)]
            stress = math.sin((frame - own.at) * 2 * math.pi / 36)
            shape = rest if shape == "X" else shape
        lift = -3.0 if own and stress > 0.6 else 0.0
        pose.turns["brow-l"] = Turn(left, 0.0, rise + lift)
        pose.turns["brow-r"] = Turn(right, 0.0, rise + lift)
        pose.shapes["mouth"] = f"mouth-{shape}"
        tilt = lean + 1.0 * math.sin((frame + self.phase) * 2 * math.pi / 170) + 2.2 * stress
        for act in shot.acts:
            if act.who == self.who and act.verb == "nod" and act.at <= frame < act.until:
                tilt += 7.0 * math.sin((frame - act.at) * 2 * math.pi / 16)
        pose.turns["head"] = Turn(tilt)
        if self._blinks(frame):
            pose.shapes["eyes"] = "eyes-closed"

    def _blinks(self, frame: int) -> bool:
        """Every three to four seconds, for four frames."""
        period = 76 + int(chance(self.who, "blink") * 24)
        return (frame + int(self.phase)) % (period - period % 2) < BLINK

    def _eyes(
        self, pose: Pose, figure: Figure, shot: Shot, frame: int, x: float, facing: int, said: Said | None,
        others: dict[str, float],
    ) -> None:  # fmt: skip
        """Eyes go to who speaks, to whom one speaks, to the telephone in one's hand; else ahead."""
        dx, dy = 0.0, 4.0
        looked = [a.target for a in shot.acts if a.who == self.who and a.verb in ("look", "point") and a.at <= frame]
        whom = looked[-1] if looked and looked[-1] in others else said.who if said and said.who in others else ""
        if shot.phone is not None:
            dx, dy = 1.0, 5.0
        elif whom:
            ahead = (others[whom] - x) * facing
            dx = 0.0 if ahead > 0 else -9.0
        elif figure.holds and (said is None or said.who != self.who):
            dx, dy = 0.0, 8.0
        elif others:
            nearest = min(others.values(), key=lambda one: abs(one - x))
            dx = 0.0 if (nearest - x) * facing > 0 else -7.0
        # A glance aside now and then: eyes that never move look painted.
        if int((frame + self.phase) // 60) % 4 == 3 and not whom and shot.phone is None:
            dx -= 5.0
        for pupil in ("pupil-l", "pupil-r"):
            pose.turns[pupil] = Turn(0.0, dx, dy)

    # ------------------------------------------------------------ hands
    def _hands(
        self, pose: Pose, figure: Figure, shot: Shot, frame: int, own: Said | None, x: float, facing: int,
        others: dict[str, float],
    ) -> None:  # fmt: skip
        busy = ""
        if figure.holds or shot.phone is not None:
            self._arm(pose, "r", (100.0, 75.0), 1.0, "grip")
            busy = "r"
        for act in shot.acts:
            if act.who != self.who or not act.at <= frame < act.until:
                continue
            weight = _swell(frame - act.at, act.until - act.at)
            if act.verb == "wave":
                swing = 14.0 * math.sin((frame - act.at) * 2 * math.pi / 18)
                self._arm(pose, "r", (82.0 + swing, -95.0), weight, "open")
                busy = "r"
            elif act.verb == "point":
                ahead = (others.get(act.target, x + 400.0 * facing) - x) * facing
                self._arm(pose, "r" if ahead > 0 else "l", (190.0 if ahead > 0 else -170.0, 20.0), weight, "point")
                busy = "r" if ahead > 0 else "l"
        if own and own.until - own.at > 40:
            self._gesture(pose, own, frame, "l" if busy == "r" else "r")

    def _gesture(self, pose: Pose, own: Said, frame: int, first: str) -> None:
        """A hand rises on stressed words, now one and now the other."""
        length = sum(GESTURE)
        start = frame - own.at - 6
        number, since = divmod(max(0, start), length + 10)
        if start < 0 or since >= length or own.at + 6 + number * (length + 10) + length > own.until + 8:
            return
        up, held, down = GESTURE
        weight = (
            eased(since / up) if since < up else 1.0 if since < up + held else eased((up + held + down - since) / down)
        )
        beat = 4.0 * math.sin(since * 2 * math.pi / 14)
        height = 95.0 - 35.0 * chance(own.id, number)
        reachx = 70.0 + 30.0 * chance(number, own.id)
        self._arm(pose, first, (reachx, height + beat), weight, "open")

    def _arm(self, pose: Pose, side: str, goal: tuple[float, float], weight: float, hand: str) -> None:
        """The hand to a goal, told from its shoulder; `weight` 0 is the arm at rest."""
        bones = [self.pivots.get(f"{bone}-{side}") for bone in ("arm", "forearm", "hand")]
        shoulder, elbow, wrist = bones
        if shoulder is None or elbow is None or wrist is None:
            return
        first, second = reach(shoulder, elbow, wrist, (shoulder[0] + goal[0], shoulder[1] + goal[1]))
        old = pose.turns.get(f"arm-{side}", Turn())
        pose.turns[f"arm-{side}"] = Turn(first * weight + old.angle * (1 - weight), old.dx, old.dy)
        before = pose.turns.get(f"forearm-{side}", Turn())
        pose.turns[f"forearm-{side}"] = Turn(second * weight + before.angle * (1 - weight))
        if weight > 0.45:
            pose.shapes[f"hand-{side}"] = f"hand-{side}-{hand}"


def _swell(since: int, length: int) -> float:
    """Up at the beginning of an act, down at its end."""
    edge = min(12, max(2, length // 3))
    return eased(min(since / edge, (length - since) / edge, 1.0))
