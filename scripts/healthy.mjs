// For the health check of a container: ends with 0 if the web server of this machine is healthy.
const { PORT = '3000' } = process.env
const answer = await fetch(`http://127.0.0.1:${PORT}/api/health`).catch(() => undefined)
process.exit(answer?.ok ? 0 : 1)
