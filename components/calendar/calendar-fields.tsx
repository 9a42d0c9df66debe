// The fields of a calendar: its name and its color.

import { CalendarDot } from '@/components/calendar/calendar-dot'
import { TextField } from '@/components/ui/form/field'
import { COLORS, type Color } from '@/lib/store/calendar/colors'

interface CalendarFieldsProps {
  readonly name: string
  readonly color: Color
  readonly error?: string | undefined
}

export function CalendarFields({ name, color, error }: CalendarFieldsProps) {
  return (
    <>
      <TextField
        id="name"
        name="name"
        label="Name"
        defaultValue={name}
        error={error}
        maxLength={100}
        autoComplete="off"
      />
      <fieldset className="grid gap-1">
        <legend className="text-sm font-medium">Color</legend>
        <div className="flex flex-wrap gap-x-4">
          {COLORS.map((one) => (
            <label key={one} className="flex h-8 items-center gap-2 capitalize">
              <input
                type="radio"
                name="color"
                value={one}
                defaultChecked={one === color}
                className="size-4 accent-accent"
              />
              <CalendarDot color={one} className="" />
              {one}
            </label>
          ))}
        </div>
      </fieldset>
    </>
  )
}
