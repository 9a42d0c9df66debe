// What makes two people of two contacts with one full name, however much else they share.
import { dateText } from '@/lib/domains/contacts/match/fields/birthday'
import { isGenerationApart } from '@/lib/domains/contacts/match/score'
import { personName } from '@/lib/domains/contacts/names/person-name'
import type { Contact } from '@/lib/domains/contacts/value/contact'
import type { ToldApart } from '@/lib/engine/domain'

export function toldApart(local: Contact, remote: Contact): ToldApart<Contact> | null {
  const [one, other] = [local, remote].map((contact) => personName(contact).generation)
  if (one && other && one !== other && local.suffix && remote.suffix)
    return { field: 'suffix', local: local.suffix, remote: remote.suffix }
  const [born, alsoBorn] = [local.birthday, remote.birthday]
  if (!born?.year || !alsoBorn?.year || !isGenerationApart(local, remote)) return null
  return { field: 'birthday', local: dateText(born), remote: dateText(alsoBorn) }
}
