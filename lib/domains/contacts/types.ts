// The engine's types for contacts.
import type { Contact } from '@/lib/domains/contacts/value/contact'
import type * as collection from '@/lib/engine/collection'
import type * as domain from '@/lib/engine/domain'
import type * as model from '@/lib/engine/model'
import type * as engine from '@/lib/engine/plan'

export type Item = model.Item<Contact>
export type Base = model.Base<Contact>
export type Link = model.Link<Contact>
export type Conflict = model.Conflict<Contact>
export type Reason = model.Reason<Contact>
export type Candidate = model.Candidate<Contact>
export type Change = model.Change<Contact>
export type Project = domain.Project<Contact>
export type MergeInput = domain.MergeInput<Contact>
export type Merged = domain.Merged<Contact>
export type RemoteItem = collection.CollectionItem<Contact>
export type Page = collection.Page<Contact>
export type Outcome = collection.Outcome<Contact>
export type Push = collection.Push<Contact>
export type PlanInput = engine.PlanInput<Contact, 'never'>

/** The value of a single field, or one entry of a list. '' and null mean empty. */
export type FieldValue = model.PartOf<Contact>
