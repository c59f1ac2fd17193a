"""Files -> bag: RFC 8493, packed strictly, verified without mercy."""

from haqiba.bag.kit import Content, Kit
from haqiba.bag.names import faults
from haqiba.bag.pack import Damaged, Refused, claim, pack
from haqiba.bag.verify import Verdict, verify

__all__ = ["Content", "Damaged", "Kit", "Refused", "Verdict", "claim", "faults", "pack", "verify"]
