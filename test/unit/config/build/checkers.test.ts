import assert from "node:assert/strict";
import { test } from "node:test";
import { check, valueAt } from "./building.ts";
import { blockOf, checkersIn, checkersOf } from "./checkers.ts";

const page = "url {\n path /\n}";

/** A check with `lines`, where the value is found in it, and that value. */
const good: readonly [kind: string, lines: string, path: string, value: unknown][] = [
  ["TCP_CHECK", "connect_ip 2001:db8::5", "address", "2001:db8::5"],
  ["TCP_CHECK", "connect_ip 192.0.2.9/24", "address", "192.0.2.9"],
  ["TCP_CHECK", "connect_port 65535", "port", 65535],
  ["TCP_CHECK", "bindto 192.0.2.7", "bindAddress", "192.0.2.7"],
  ["TCP_CHECK", "bind_port 7", "bindPort", 7],
  ["TCP_CHECK", "bind_if eth0\n connect_ip fe80::1", "bindInterface", "eth0"],
  ["TCP_CHECK", "connect_timeout 0.5", "timeoutMicros", 500_000],
  ["TCP_CHECK", "fwmark 4294967295", "mark", 4294967295],
  ["TCP_CHECK", "retry 0", "retry", 0],
  ["TCP_CHECK", "delay_before_retry 5000", "delayBeforeRetryMicros", 5_000_000_000],
  ["TCP_CHECK", "warmup 0", "warmupMicros", 0],
  ["TCP_CHECK", "delay_loop 9.5", "delayLoopMicros", 9_500_000],
  ["TCP_CHECK", "alpha", "startsFailed", true],
  ["TCP_CHECK", "log_all_failures on", "logAllFailures", true],
  ["PING_CHECK", "connect_ip 192.0.2.9", "address", "192.0.2.9"],
  ["HTTP_GET", page, "urls.0.path", "/"],
  ["HTTP_GET", page, "urls.0.hostHeader", null],
  ["HTTP_GET", page, "httpVersion", "1.0"],
  ["HTTP_GET", page, "closesConnection", false],
  ["HTTP_GET", `${page}\n http_protocol 1.0c`, "closesConnection", true],
  ["HTTP_GET", `${page}\n http_protocol 1.1`, "httpVersion", "1.1"],
  ["HTTP_GET", `${page}\n http_protocol 1.1`, "closesConnection", true],
  ["HTTP_GET", `${page}\n fast_recovery`, "fastRecovery", true],
  ["HTTP_GET", `${page}\n nb_get_retry 4`, "retry", 4],
  ["HTTP_GET", `${page}\n nb_get_retry 4\n retry 5`, "retry", 5],
  ["HTTP_GET", `${page}\n retry 5\n nb_get_retry 4`, "retry", 4],
  ["HTTP_GET", `${page}\n virtualhost a.example`, "urls.0.hostHeader", "a.example"],
  [
    "HTTP_GET",
    "virtualhost a.example\n url {\n path /\n virtualhost b.example\n}",
    "urls.0.hostHeader",
    "b.example",
  ],
  ["HTTP_GET", `${page}\n ${page}`, "urls.length", 2],
  ["SSL_GET", page, "urls.0.serverName", null],
  ["SSL_GET", `${page}\n virtualhost a.example\n enable_sni`, "urls.0.serverName", "a.example"],
  ["SSL_GET", `${page}\n virtualhost a.example\n sni_name`, "urls.0.serverName", "a.example"],
  ["SSL_GET", `${page}\n enable_sni\n sni_name c.example`, "urls.0.serverName", "c.example"],
  ["SSL_GET", `${page}\n enable_sni off\n sni_name c.example`, "urls.0.serverName", null],
  ["SSL_GET", page, "urls.0.closeNotify", false],
  ["SSL_GET", `${page}\n tls_compliant`, "urls.0.closeNotify", true],
  ["SSL_GET", "url {\n path /\n tls_compliant\n}", "urls.0.closeNotify", true],
  ["SMTP_CHECK", "", "heloName", "smtpchecker.keepalived.org"],
  ["SMTP_CHECK", "helo_name mx.example", "heloName", "mx.example"],
  ["DNS_CHECK", "", "recordType", "SOA"],
  ["DNS_CHECK", "type aaaa", "recordType", "AAAA"],
  ["DNS_CHECK", "", "name", "."],
  ["DNS_CHECK", "name www.example.com.", "name", "www.example.com."],
  ["UDP_CHECK", "", "payload", null],
  ["UDP_CHECK", "payload Ab12f 3 456 546443123", "payload", "ab120f0345065464431203"],
  ["UDP_CHECK", 'payload "00 11"', "payload", "0011"],
  ["UDP_CHECK", "", "reply", null],
  ["UDP_CHECK", "min_reply_length 3", "reply", null],
  ["UDP_CHECK", "require_reply", "reply.pattern", ""],
  ["UDP_CHECK", "require_reply 80 xX x", "reply.pattern", "80xx0x"],
  ["UDP_CHECK", "require_reply\n min_reply_length 3", "reply.minimumLength", 3],
  ["UDP_CHECK", "require_reply", "reply.maximumLength", 255],
  ["UDP_CHECK", "require_reply\n max_reply_length 65535", "reply.maximumLength", 65535],
  ["MISC_CHECK", 'misc_path "/bin/c one"', "command.argv", ["/bin/c", "one"]],
  ["MISC_CHECK", "misc_path /bin/c", "command.user", null],
  ["MISC_CHECK", "misc_path /bin/c\n user nobody :adm", "command.group", "adm"],
  ["MISC_CHECK", "misc_path /bin/c\n user nobody :adm", "command.supplementaryGroups", true],
  ["MISC_CHECK", "misc_path /bin/c", "timeoutMicros", 6_000_000],
  ["MISC_CHECK", "misc_path /bin/c\n delay_loop 9\n misc_timeout 0", "timeoutMicros", 9_000_000],
  ["MISC_CHECK", "misc_path /bin/c\n misc_timeout 30", "timeoutMicros", 30_000_000],
  ["MISC_CHECK", "misc_path /bin/c\n misc_dynamic", "setsWeight", true],
  ["FILE_CHECK", "track_file load", "weight", 7],
  ["FILE_CHECK", "track_file load", "reversed", true],
  ["FILE_CHECK", "track_file load\n weight -65535", "weight", -65535],
  ["FILE_CHECK", "track_file load\n weight 3 noreverse", "reversed", false],
  ["BFD_CHECK", "name router", "session", "router"],
  ["BFD_CHECK", "name router\n alpha", "startsFailed", true],
];

test("every word of a check reaches the model", () => {
  for (const [kind, lines, path, value] of good) {
    const checkers = checkersIn(blockOf(kind, lines));
    assert.equal(checkers.length, 1, `${kind} ${lines}`);
    assert.deepEqual(valueAt(checkers[0], path), value, `${kind} ${lines}: ${path}`);
  }
});

const urlWith = (lines: string): unknown =>
  valueAt(checkersIn(blockOf("HTTP_GET", blockOf("url", "path /", lines)))[0], "urls.0");

test("a status from 200 to 299 is success where nothing else is said", () => {
  const ranges = (lines: string): unknown => valueAt(urlWith(lines), "statusCodes");
  const success = [{ first: 200, last: 299 }];
  const digest = "digest 9B3A0C85A887A256D6939DA88AABD8CD";
  assert.deepEqual(ranges(""), success);
  assert.deepEqual(ranges("status_code"), success);
  assert.deepEqual(ranges(digest), []);
  assert.deepEqual(ranges("regex ok"), []);
  assert.deepEqual(ranges(`${digest}\n status_code 200 301-302 600`), [
    { first: 200, last: 200 },
    { first: 301, last: 302 },
  ]);
  assert.equal(valueAt(urlWith(digest), "digest"), "9b3a0c85a887a256d6939da88aabd8cd");
});

test("a pattern has its options, offsets and stack", () => {
  const words = [
    'regex "a\\\\d \\"b\\""',
    "regex_no_match",
    "regex_options caseless utf",
    "regex_min_offset 5",
    "regex_max_offset 9",
    "regex_stack 1024 2048",
  ];
  assert.partialDeepStrictEqual(valueAt(urlWith(words.join("\n")), "bodyPattern"), {
    pattern: 'a\\d "b"',
    mustMatch: false,
    options: ["caseless", "utf"],
    minimumOffset: 5,
    maximumOffset: 9,
    stack: { startBytes: 1024, maximumBytes: 2048 },
  });
  assert.partialDeepStrictEqual(valueAt(urlWith("regex ok"), "bodyPattern"), {
    pattern: "ok",
    mustMatch: true,
    options: [],
    minimumOffset: 0,
    maximumOffset: null,
    stack: null,
  });
});

test("a check without words takes those of its kind", () => {
  const usual = { retry: 1, delayBeforeRetryMicros: 1_000_000 };
  const rows: [block: string, expected: object][] = [
    [blockOf("TCP_CHECK"), { kind: "tcp", ...usual }],
    [blockOf("PING_CHECK"), { kind: "ping", ...usual }],
    [blockOf("UDP_CHECK"), { kind: "udp", ...usual }],
    [blockOf("SMTP_CHECK"), { kind: "smtp", ...usual }],
    [blockOf("HTTP_GET", page), { kind: "http", retry: 1, delayBeforeRetryMicros: 3_000_000 }],
    [blockOf("SSL_GET", page), { kind: "ssl", retry: 1, delayBeforeRetryMicros: 3_000_000 }],
    [blockOf("DNS_CHECK"), { kind: "dns", retry: 3, delayBeforeRetryMicros: 6_000_000 }],
    [blockOf("DNS_CHECK", "delay_loop 7"), { delayBeforeRetryMicros: 7_000_000 }],
    [
      blockOf("MISC_CHECK", "misc_path /bin/c"),
      { kind: "misc", retry: 0, delayBeforeRetryMicros: 1_000_000 },
    ],
  ];
  const others = { delayLoopMicros: 6_000_000, warmupMicros: 6_000_000, startsFailed: false };
  for (const [block, expected] of rows) {
    const [checker] = checkersIn(block);
    const wanted = { ...(block.includes("delay_loop") ? {} : others), ...expected };
    assert.partialDeepStrictEqual(checker, wanted, block);
  }
});

test("a check without words takes those of its real server, and that those of its virtual server", () => {
  const virtual = "retry 8\n connect_timeout 8\n warmup 8\n alpha\n virtualhost v.example";
  const server = "retry 9\n delay_before_retry 9\n delay_loop 9";
  const [tcp] = checkersIn(blockOf("TCP_CHECK"), server, virtual);
  assert.deepEqual(tcp, {
    kind: "tcp",
    address: "192.0.2.10",
    port: 8080,
    bindAddress: null,
    bindPort: null,
    bindInterface: null,
    timeoutMicros: 8_000_000,
    mark: 0,
    delayLoopMicros: 9_000_000,
    retry: 9,
    delayBeforeRetryMicros: 9_000_000,
    warmupMicros: 8_000_000,
    startsFailed: true,
    logAllFailures: false,
  });
  const [http] = checkersIn(blockOf("HTTP_GET", page), "virtualhost r.example", virtual);
  assert.equal(valueAt(http, "urls.0.hostHeader"), "r.example");
  const [inherited] = checkersIn(blockOf("HTTP_GET", page), "", virtual);
  assert.equal(valueAt(inherited, "urls.0.hostHeader"), "v.example");
});

test("each host of an SMTP_CHECK is a check with the words around it", () => {
  const hosts = [
    "connect_port 25",
    blockOf("host", "connect_ip 192.0.2.20"),
    blockOf("host", "connect_ip 192.0.2.21", "connect_port 26"),
  ];
  const targets = checkersIn(blockOf("SMTP_CHECK", "helo_name mx", ...hosts));
  const shown = targets.map((each) => [valueAt(each, "address"), valueAt(each, "port")]);
  assert.deepEqual(shown, [
    ["192.0.2.20", 25],
    ["192.0.2.21", 26],
  ]);
  assert.ok(targets.every((each) => valueAt(each, "heloName") === "mx"));
});

test("a real server may have many checks, and none", () => {
  const blocks = [blockOf("TCP_CHECK"), blockOf("PING_CHECK"), blockOf("TCP_CHECK", "retry 7")];
  const kinds = checkersIn(blocks.join("\n")).map(({ kind }) => kind);
  assert.deepEqual(kinds, ["tcp", "tcp", "ping"]);
  assert.deepEqual(checkersIn(""), []);
});

test("checks of a real server without a port of its own need one", () => {
  const text = `virtual_server fwmark 3 {\n lb_algo rr\n lb_kind DR\n real_server 192.0.2.10 0 {
    TCP_CHECK {\n connect_port 80\n}\n}\n}`;
  assert.equal(valueAt(checkersOf(text)[0], "port"), 80);
});

test("the SSL block holds files and a secret password, and the last one holds", () => {
  const first = "SSL {\n ca /etc/ca\n}\n";
  const last = "SSL {\n certificate /etc/c\n key /etc/k\n password hush\n}\n";
  const { ssl } = check(first + last).configuration;
  assert.deepEqual(
    [ssl?.authorities, ssl?.certificate, ssl?.key, ssl?.password?.reveal()],
    [null, "/etc/c", "/etc/k", "hush"],
  );
  assert.ok(!JSON.stringify(ssl).includes("hush"));
  assert.equal(check("").configuration.ssl, undefined);
});

test("SSL_GET looks at certificates where it is told to", () => {
  const [plain] = checkersIn(blockOf("SSL_GET", page));
  const [looking] = checkersIn(blockOf("SSL_GET", "ssl_verify", "ssl_expiry_warning 14", page));
  assert.partialDeepStrictEqual(plain, { verifiesCertificate: false, expiryWarningDays: null });
  assert.partialDeepStrictEqual(looking, { verifiesCertificate: true, expiryWarningDays: 14 });
});
