// The names of the choices under "Repeats", for the form in the browser, which does not load the rules themselves.

export const REPEAT_CHOICES = ['never', 'day', 'week', 'month', 'year', 'custom'] as const
export type RepeatChoice = (typeof REPEAT_CHOICES)[number]
