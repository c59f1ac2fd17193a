"""What a check may look at."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from haqiba.campaign.campaign import Campaign
from haqiba.campaign.finding import Finding
from haqiba.edition.edition import Edition


@dataclass(frozen=True, slots=True)
class Case:
    """A campaign, its editions, and the day from which ages are reckoned."""

    campaign: Campaign
    editions: Sequence[Edition]
    today: datetime.date


Check = Callable[[Case], Iterator[Finding]]
