// A question with one answer of several, as radio buttons.
interface ChoiceProps {
  readonly name: string
  readonly legend: string
  readonly options: readonly (readonly [string, string])[]
  readonly value: string
  readonly onChoose?: (option: string) => void
}

export const Choice = ({ name, legend, options, value, onChoose }: ChoiceProps) => (
  <fieldset className="grid content-start gap-1">
    <legend className="mb-1 font-medium">{legend}</legend>
    {options.map(([option, label]) => (
      <label key={option} className="flex min-h-8 items-center gap-2">
        <input
          type="radio"
          name={name}
          value={option}
          defaultChecked={option === value}
          onChange={() => onChoose?.(option)}
          className="size-4 accent-accent"
        />
        {label}
      </label>
    ))}
  </fieldset>
)
