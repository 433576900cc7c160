import assert from "node:assert/strict";
import { test } from "node:test";
import { Questions } from "../../../../src/daemon/control/questions.ts";
import type { Ask } from "../../../../src/daemon/protocol/questions.ts";
import { failure, success } from "../../../../src/wire/result.ts";
import { seconds } from "../../../../src/wire/units.ts";
import { FakeTimers } from "../fakes.ts";

function scene() {
  const timers = new FakeTimers();
  const sent: Ask[] = [];
  const questions = new Questions("VRRP", timers);
  const ask = (limit = seconds(1)) =>
    questions.ask({ kind: "status" }, (message) => sent.push(message), limit);
  return { timers, sent, questions, ask };
}

test("answers find their questions, in whatever order", async () => {
  const { sent, questions, ask } = scene();
  const [first, second] = [ask(), ask()];
  questions.answered({ kind: "answer", id: sent[1]?.id ?? 0, answer: "two" });
  questions.answered({ kind: "answer", id: sent[0]?.id ?? 0, answer: { error: "not so" } });
  assert.deepEqual(await first, failure("not so"));
  assert.deepEqual(await second, success("two"));
});

test("a process that hangs is not waited for beyond the limit, and its late answer is nobody's", async () => {
  const { timers, sent, questions, ask } = scene();
  const asked = ask(seconds(3));
  timers.advance(seconds(3));
  assert.deepEqual(await asked, failure("The VRRP process has not answered within 3 s"));
  questions.answered({ kind: "answer", id: sent[0]?.id ?? 0, answer: "late" });
  questions.answered({ kind: "answer", id: 99, answer: "of another" });
});

test("when it dies every question has that for an answer", async () => {
  const { questions, ask } = scene();
  const asked = [ask(), ask()];
  questions.lost();
  const died = failure("The VRRP process has died");
  assert.deepEqual(await Promise.all(asked), [died, died]);
});
