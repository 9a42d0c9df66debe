// What a page and its title both ask for is fetched once for a request.
import { cache } from 'react'
import { visibleContact } from '@/lib/store/address-book/contacts'
import type { Actor } from '@/lib/store/firm/actor'

/** A contact as this person may see it; null where there is none, or it is not theirs to see. */
export const contactOf = cache((user: Actor, id: string) => visibleContact(user, id))
