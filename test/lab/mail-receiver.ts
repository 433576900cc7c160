/** `node mail-receiver.ts PORT`: takes mails, and prints what each says on a line. */
import { headerOf, SmtpServer } from "../unit/daemon/runner/alerts/smtp-server.ts";

const server = new SmtpServer();
server.received = ({ from, to, lines }) => {
  const headers = ["From", "To", "Subject", "X-Mailer"].map((name) => headerOf(lines, name));
  const [text = ""] = lines.filter((line) => line.startsWith("=>"));
  process.stdout.write(`${JSON.stringify([from, ...to, ...headers, text])}\n`);
};
await server.start(Number(process.argv[2]));
process.stdout.write("listening\n");
