// What a person typed into the matter form. A contact is chosen from a list by script; without script its name is typed, and the server
// looks it up. Pure.
import { asStatus, type Matter, type MatterFault, type MatterStatus } from '@/lib/domains/matters/matter'

export interface TypedRelated {
  readonly contactId: string
  readonly name: string
  readonly role: string
}

export interface TypedMatter {
  readonly number: string
  readonly description: string
  readonly status: MatterStatus
  /** '' for nobody. */
  readonly responsibleId: string
  /** The chosen client; '' if none. */
  readonly clientId: string
  /** The name of the chosen client. If `client` differs from it, something else was typed since. */
  readonly clientName: string
  /** The text of the field **Client**. */
  readonly client: string
  readonly related: readonly TypedRelated[]
  /** The text of the field **Related contacts**: a contact that is not yet in the list. */
  readonly another: string
}

export function typedMatter(matter: Matter, name: (id: string) => string): TypedMatter {
  const { number, description, status, responsibleId, clientId, related } = matter
  const client = clientId ? name(clientId) : ''
  return {
    ...{ number, description, status, client, clientName: client, another: '' },
    responsibleId: responsibleId ?? '',
    clientId: clientId ?? '',
    related: related.map((one) => ({ ...one, name: name(one.contactId) })),
  }
}

const text = (value: FormDataEntryValue | undefined | null) =>
  typeof value === 'string' ? value.replace(/\r\n?/g, '\n') : ''

export function readTypedMatter(form: FormData): TypedMatter {
  const one = (name: string) => text(form.get(name))
  const [ids, names, roles] = ['related.id', 'related.name', 'related.role'].map((name) =>
    form.getAll(name).map(text),
  )
  return {
    number: one('number'),
    description: one('description'),
    status: asStatus(one('status')) ?? 'open',
    responsibleId: one('responsible'),
    clientId: one('clientId'),
    clientName: one('clientName'),
    client: one('client'),
    related: (ids ?? []).map((contactId, at) => ({
      contactId,
      name: names?.[at] ?? '',
      role: roles?.[at] ?? '',
    })),
    another: one('related'),
  }
}

/** A contact that a typed name may mean. */
export interface Meant {
  readonly id: string
  readonly name: string
}

/** Finds contacts by a typed name: the one that is meant, or how many it may mean. */
export type FindContact = (typed: string) => Promise<Meant | 'none' | 'several'>

export type UnderstoodMatter =
  | { readonly kind: 'matter'; readonly matter: Matter; readonly typed: TypedMatter }
  | { readonly kind: 'faults'; readonly faults: readonly MatterFault[]; readonly typed: TypedMatter }

/** The matter that was typed. Names that were typed instead of chosen are looked up; what cannot be found stays as it was typed. */
export async function understandMatter(given: TypedMatter, find: FindContact): Promise<UnderstoodMatter> {
  const faults: MatterFault[] = []
  let typed = given
  const isChosen = given.clientId !== '' && given.client.trim() === given.clientName.trim()
  if (!isChosen) {
    const met = given.client.trim() === '' ? null : await find(given.client)
    if (met === 'none' || met === 'several')
      faults.push({ field: 'client', message: unknown(met, given.client) })
    const found = met === null || met === 'none' || met === 'several' ? null : met
    typed = { ...typed, clientId: found?.id ?? '', clientName: found?.name ?? '' }
    if (found) typed = { ...typed, client: found.name }
  }
  if (given.another.trim() !== '') {
    const met = await find(given.another)
    if (met === 'none' || met === 'several')
      faults.push({ field: 'related', message: unknown(met, given.another) })
    else {
      const more = { contactId: met.id, name: met.name, role: '' }
      typed = { ...typed, related: [...typed.related, more], another: '' }
    }
  }
  const { number, description, status, responsibleId, clientId, related } = typed
  if (faults.length > 0) return { kind: 'faults', faults, typed }
  const matter: Matter = {
    ...{ number, description, status },
    clientId: clientId || null,
    responsibleId: responsibleId || null,
    related: related.map(({ contactId, role }) => ({ contactId, role })),
  }
  return { kind: 'matter', matter, typed }
}

const unknown = (met: 'none' | 'several', typed: string): string =>
  met === 'none'
    ? `No contact is called “${typed.trim()}”. Add it under Contacts first, or choose another one.`
    : `Several contacts match “${typed.trim()}”. Type more of the name, or choose one from the list.`
