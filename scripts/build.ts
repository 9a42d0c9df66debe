// `npm run build`: the production build, unless it is up to date.
import { ensureBuilt } from './parts/build-stamp'

if (!(await ensureBuilt())) console.log('The build is up to date.')
