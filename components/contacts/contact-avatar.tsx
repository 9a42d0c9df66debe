// The avatar of a contact: without "Dr." and "Jr.", which are nobody's initials.
import { Avatar } from '@/components/ui/avatar/avatar'
import { type Contact, displayName } from '@/lib/domains/contacts/value/contact'

interface ContactAvatarProps {
  readonly id: string
  readonly contact: Contact
  readonly size?: 'small' | 'large'
}

export const avatarName = (contact: Contact): string => displayName({ ...contact, prefix: '', suffix: '' })

export const ContactAvatar = ({ id, contact, size = 'small' }: ContactAvatarProps) => (
  <Avatar id={id} name={avatarName(contact)} company={contact.kind === 'company'} size={size} />
)
