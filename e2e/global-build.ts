// Before any worker starts: the production build that all of them serve, made once.
import { ensureBuilt } from '@/scripts/build-stamp'

export default ensureBuilt
