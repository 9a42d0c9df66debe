// The colors that a calendar can have. How each looks, in light and dark, is in app/globals.css.
export const COLORS = ['blue', 'teal', 'green', 'olive', 'amber', 'red', 'pink', 'purple', 'gray'] as const
export type Color = (typeof COLORS)[number]

export const asColor = (text: string): Color => COLORS.find((color) => color === text) ?? 'blue'
