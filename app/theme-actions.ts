'use server'
// The choice of a theme. It works on the sign-in page too and changes nothing but a cookie of this browser.
import { revalidatePath } from 'next/cache'
import { cookies } from 'next/headers'
import { THEME_COOKIE } from '@/components/ui/cookie-names'
import { themeOf } from '@/components/ui/theme'
import { cookieOptions } from '@/lib/auth/cookies'

const YEAR = 365 * 24 * 3600

export async function chooseTheme(form: FormData): Promise<void> {
  const theme = themeOf(form.get('theme'))
  const jar = await cookies()
  if (theme === 'system') jar.delete(THEME_COOKIE)
  else jar.set(THEME_COOKIE, theme, { ...cookieOptions(), maxAge: YEAR })
  revalidatePath('/', 'layout')
}
