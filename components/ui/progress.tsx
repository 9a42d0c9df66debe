// A native <progress> with a text. `value` null: the total is unknown.
interface ProgressProps {
  readonly label: string
  readonly value: number | null
  readonly max: number
  /** "4,000 of 12,318": shown below the bar and read out with it. */
  readonly text: string
}

export function Progress({ label, value, max, text }: ProgressProps) {
  return (
    <div className="grid gap-2">
      <progress
        aria-label={label}
        aria-valuetext={text}
        {...(value === null ? {} : { value })}
        max={Math.max(max, 1)}
        className="h-1.5 w-full appearance-none overflow-hidden rounded-full border-0 bg-sunken text-accent [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
      />
      <p data-number className="text-soft">
        {text}
      </p>
    </div>
  )
}
