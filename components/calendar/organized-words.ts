// Why an event that somebody else organizes cannot be changed here, and what to do instead. Pure.

export const organizedWords = (organizer: string | null): string =>
  organizer === null
    ? 'Someone else organizes this event, so only they can change it. Ask them to change it.'
    : `${organizer} organizes this event, so only they can change it. Ask ${organizer} to change it.`
