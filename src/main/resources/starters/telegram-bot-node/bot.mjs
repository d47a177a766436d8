// A Telegram bot that answers what people write to it.

const api = process.env.TELEGRAM_API ?? 'https://api.telegram.org';
const token = process.env.BOT_TOKEN ?? '';

// What the bot says to this; change it.
function answer(text) {
  return `You said: ${text}`;
}

async function call(method, args) {
  const reply = await fetch(`${api}/bot${token}/${method}`, {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify(args),
    signal: AbortSignal.timeout(70_000),
  });
  return (await reply.json()).result;
}

async function listen() {
  let offset = 0;
  for (;;) {
    try {
      // Telegram answers at once when there is a message, or after a minute.
      for (const update of await call('getUpdates', {offset, timeout: 60})) {
        offset = update.update_id + 1;
        if (update.message?.text) {
          await call('sendMessage', {chat_id: update.message.chat.id, text: answer(update.message.text)});
        }
      }
    } catch (error) {
      // The token stands in the address, so the address is not printed.
      console.log('Telegram gives no answer:', error.name);
      await new Promise(resolve => setTimeout(resolve, 10_000));
    }
  }
}

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => {
    console.log('told to stop');
    process.exit(0);
  });
}
if (token) {
  console.log('listening');
  await listen();
} else {
  console.log('waiting for the variable BOT_TOKEN');
  setInterval(() => {}, 1 << 30);
}
