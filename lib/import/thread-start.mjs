// Where the thread begins (thread.ts): Node reads our sources through tsx, which a thread has to ask for by itself.
import { register } from 'tsx/esm/api'

register()
await import('./thread-main.ts')
