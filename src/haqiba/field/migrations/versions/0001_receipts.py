"""Receipts and their scans."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "receipts",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("before", sa.String(64), nullable=False),
        sa.Column("campaign", sa.String, nullable=False),
        sa.Column("version", sa.String, nullable=False),
        sa.Column("partner", sa.String, nullable=False),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_receipts"),
        sa.UniqueConstraint("before", name="uq_receipts_before"),
    )
    op.create_table(
        "scans",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("receipt", sa.Integer, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_scans"),
        sa.ForeignKeyConstraint(["receipt"], ["receipts.number"], name="fk_scans_receipt_receipts"),
    )
