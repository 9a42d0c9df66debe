// What a page and its title both ask for is fetched once for a request.
import { cache } from 'react'
import type { Actor } from '@/lib/db/actor'
import { visibleContact } from '@/lib/db/contacts'

/** A contact as this person may see it; null where there is none, or it is not theirs to see. */
export const contactOf = cache((user: Actor, id: string) => visibleContact(user, id))
