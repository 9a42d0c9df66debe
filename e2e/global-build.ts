// Before any worker starts: the production build that all of them serve, made once.
import { ensureBuilt } from '@/scripts/parts/build-stamp'

export default ensureBuilt
