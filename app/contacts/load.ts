// What a page and its title both ask for is fetched once for a request.
import { cache } from 'react'
import { getContact } from '@/lib/db/contacts'

/** A contact of the firm, deleted or not; null where there is none. */
export const contactOf = cache((firmId: string, id: string) => getContact(firmId, id))
