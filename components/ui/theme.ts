// Light or dark: as the device says, unless the person chose one in this browser.
export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

/** 'system' for anything else than a theme. */
export const themeOf = (text: unknown): Theme => THEMES.find((one) => one === text) ?? 'system'
