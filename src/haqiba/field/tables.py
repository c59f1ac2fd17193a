"""The tables, as the newest migration leaves them (a test compares the two)."""

from sqlalchemy import Column, Date, ForeignKey, Integer, LargeBinary, MetaData, String, Table

# Names of constraints by rule, so that a migration can name them on every database.
METADATA = MetaData(naming_convention={"pk": "pk_%(table_name)s", "uq": "uq_%(table_name)s_%(column_0_name)s"})

RECEIPTS = Table(
    "receipts",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("before", String(64), nullable=False, unique=True),
    Column("campaign", String, nullable=False),
    Column("version", String, nullable=False),
    Column("partner", String, nullable=False),
    Column("date", Date, nullable=False),
    # The truth; the columns above repeat some of it, to be searched.
    Column("data", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

SCANS = Table(
    "scans",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("receipt", Integer, ForeignKey("receipts.number", name="fk_scans_receipt_receipts"), nullable=False),
    Column("name", String, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
