// Tailwind makes the style sheet.
export default { plugins: { '@tailwindcss/postcss': {} } }
