// The ids of the contacts that a person selected in the list, as a form or an address sends them.
import { z } from 'zod'

/** More than a page of the list has. */
export const selectedIds = z.array(z.uuid()).max(200)
