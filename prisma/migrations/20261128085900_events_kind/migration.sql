-- Calendars are collections of events. The value has a migration of its own: Postgres uses a new one only in a later transaction.
ALTER TYPE "CollectionKind" ADD VALUE 'events';
