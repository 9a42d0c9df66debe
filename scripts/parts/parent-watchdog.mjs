// Parent watchdog, loaded first by every process that our commands start: when the command is gone, however it ended, the process ends
// in order as well. The system closes the channel between the two even after a SIGKILL. A process that this one starts loads the file
// too, but is not affected: the command is not its parent.
const command = Number(new URL(import.meta.url).searchParams.get('of'))

if (process.ppid === command && process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  // To listen alone is no reason to stay.
  process.channel.unref()
}
