// The front door: straight to the contacts, by way of signing in.
import { redirect } from 'next/navigation'
import { requireUser } from '@/lib/auth/session'

export default async function Home() {
  await requireUser()
  redirect('/contacts')
}
