// Makes a Calendar API method refuse a request.
import { Refusal } from '@/emulator/errors'
import { type CalendarError, calendarErrorReply } from './errors'

export class CalendarRefusal extends Refusal {
  override readonly message: string
  constructor(error: CalendarError) {
    super(calendarErrorReply(error))
    this.message = error.message
  }
}

export const refuse = (error: CalendarError): CalendarRefusal => new CalendarRefusal(error)
