// How open pages ask the server: for JSON, or an error. Whose session is over loads the page anew, and so is led to signing in.
export async function ask<T>(address: string): Promise<T> {
  const answer = await fetch(address)
  if (answer.status === 401) window.location.reload()
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`)
  return answer.json()
}
