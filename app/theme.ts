// The theme that this browser's cookie names.
import { cookies } from 'next/headers'
import { THEME_COOKIE } from '@/components/ui/cookie-names'
import { type Theme, themeOf } from '@/components/ui/theme'

export const chosenTheme = async (): Promise<Theme> => themeOf((await cookies()).get(THEME_COOKIE)?.value)
