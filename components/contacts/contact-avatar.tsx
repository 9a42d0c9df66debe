// The avatar of a contact: without "Dr." and "Jr.", which are nobody's initials.
import { Avatar } from '@/components/ui/avatar/avatar'
import { type Contact, displayName } from '@/lib/domains/contacts/value/contact'

interface ContactAvatarProps {
  readonly id: string
  readonly contact: Contact
  readonly size?: 'small' | 'large'
}

export function ContactAvatar({ id, contact, size = 'small' }: ContactAvatarProps) {
  const name = displayName({ ...contact, prefix: '', suffix: '' })
  return <Avatar id={id} name={name} company={contact.kind === 'company'} size={size} />
}
