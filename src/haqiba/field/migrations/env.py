"""What Alembic runs a migration in: the connection that haqiba.field.database gives it."""

from alembic import context

from haqiba.field.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
