import assert from "node:assert/strict";
import { test } from "node:test";
import { check, machine, rendered } from "./building.ts";
import { blockOf, checkersIn, checkText, saidOf, saidOfCheck } from "./checkers.ts";

const page = "url {\n path /\n}";
const url = (...lines: string[]): string => blockOf("url", "path /", ...lines);

/** A check with `lines`, and all that is said about it. */
const bad: readonly [kind: string, lines: string, ...said: string[]][] = [
  ["TCP_CHECK", "connect_ip", "HF0201 connect_ip"],
  ["TCP_CHECK", "connect_ip router2", "HF0209 router2"],
  ["TCP_CHECK", "connect_ip 192.0.2.9/24", "HF0214 192.0.2.9/24"],
  ["TCP_CHECK", "connect_ip fe80::1", "HF0850 }"],
  ["TCP_CHECK", "connect_port 0", "HF0203 0"],
  ["TCP_CHECK", "connect_port http", "HF0202 http"],
  ["TCP_CHECK", "connect_port 80 81", "HF0103 81"],
  ["TCP_CHECK", "bindto 2001:db8::1", "HF0851 2001:db8::1"],
  ["TCP_CHECK", "bindto 192.0.2.9\n connect_ip 2001:db8::1", "HF0851 2001:db8::1"],
  ["TCP_CHECK", "bindto 2001:db8::1\n connect_ip 192.0.2.9", "HF0851 2001:db8::1"],
  ["TCP_CHECK", "bind_if a_name_too_long_for_linux", "HF0213 a_name_too_long_for_linux"],
  ["TCP_CHECK", "connect_timeout 0", "HF0203 0"],
  ["TCP_CHECK", "connect_timeout 4295", "HF0203 4295"],
  ["TCP_CHECK", "connect_timeout 1.1234567", "HF0205 1.1234567"],
  ["TCP_CHECK", "fwmark 4294967296", "HF0203 4294967296"],
  ["TCP_CHECK", "retry -1", "HF0203 -1"],
  ["TCP_CHECK", "delay_loop 0", "HF0203 0"],
  ["TCP_CHECK", "warmup x", "HF0202 x"],
  ["TCP_CHECK", "alpha maybe", "HF0206 maybe"],
  ["TCP_CHECK", "nb_get_retry 3", "HF0107 nb_get_retry"],
  ["TCP_CHECK", "retry 1\n retry 2", "HF0108 retry"],
  ["HTTP_GET", "", "HF0853 }"],
  ["HTTP_GET", "url {\n}", "HF0854 }", "HF0853 }"],
  ["HTTP_GET", `${page}\n url {\n}`, "HF0854 }"],
  ["HTTP_GET", `${page}\n url {\n path\n}`, "HF0201 path"],
  ["HTTP_GET", blockOf("url", "path health"), "HF0855 health"],
  ["HTTP_GET", url("digest 0011"), "HF0856 0011"],
  ["HTTP_GET", url(`digest ${"g".repeat(32)}`), `HF0856 ${"g".repeat(32)}`],
  ["HTTP_GET", url("digest"), "HF0201 digest"],
  ["HTTP_GET", url("status_code 200,204"), "HF0857 200,204"],
  ["HTTP_GET", url("status_code 99 299-200 600"), "HF0857 99", "HF0857 299-200", "HF0857 600"],
  ["HTTP_GET", url("status_code 200 - 299"), "HF0857 -"],
  ["HTTP_GET", url("virtualhost"), "HF0216 virtualhost"],
  ["HTTP_GET", url("regex_min_offset 3"), "HF0859 regex_min_offset"],
  ["HTTP_GET", url("regex a", "regex_options nocase utf"), "HF0860 nocase"],
  ["HTTP_GET", url("regex a", "regex_stack 2048 1024"), "HF0860 2048"],
  ["HTTP_GET", url("regex a", "regex_stack 1024"), "HF0860 1024"],
  ["HTTP_GET", url("regex a", "regex_min_offset 2", "regex_max_offset 1"), "HF0861 regex"],
  ["HTTP_GET", url("tls_compliant"), "HF0862 tls_compliant"],
  ["HTTP_GET", `${page}\n enable_sni\n sni_name a`, "HF0862 enable_sni", "HF0862 sni_name"],
  ["SSL_GET", `enable_sni\n ${page}`, "HF0877 enable_sni"],
  ["SSL_GET", `sni_name\n ${page}`, "HF0877 sni_name"],
  ["HTTP_GET", `nb_get_retry 3\n ${page}`, "HF0116 nb_get_retry"],
  ["HTTP_GET", `virtualhost\n ${page}`, "HF0216 virtualhost"],
  ["HTTP_GET", `http_protocol\n ${page}`, "HF0216 http_protocol"],
  ["HTTP_GET", `http_protocol 2\n ${page}`, "HF0207 2"],
  ["SMTP_CHECK", "helo_name", "HF0216 helo_name"],
  ["SMTP_CHECK", "host {\n connect_ip 192.0.2.9\n}", "HF0106 host"],
  ["SMTP_CHECK", "host {\n helo_name a\n}", "HF0106 host", "HF0111 helo_name"],
  ["SMTP_CHECK", "host {\n connect_ip fe80::1\n}", "HF0106 host", "HF0850 }"],
  ["DNS_CHECK", "type PTR", "HF0207 PTR"],
  ["DNS_CHECK", "name a..b", "HF0863 a..b"],
  ["DNS_CHECK", `name ${"a".repeat(64)}.b`, `HF0863 ${"a".repeat(64)}.b`],
  ["UDP_CHECK", "payload", "HF0216 payload"],
  ["UDP_CHECK", "payload 0x0d", "HF0864 0x0d"],
  ["UDP_CHECK", "payload 00 xx", "HF0864 00"],
  ["UDP_CHECK", "require_reply zz", "HF0864 zz"],
  ["UDP_CHECK", "min_reply_length 300", "HF0865 }"],
  ["UDP_CHECK", "max_reply_length 65536", "HF0203 65536"],
  ["MISC_CHECK", "misc_timeout 3", "HF0866 }"],
  ["MISC_CHECK", "misc_path", "HF0216 misc_path"],
  ["MISC_CHECK", "misc_path /bin/c one two", "HF0103 one"],
  ["MISC_CHECK", "misc_path /bin/c\n misc_timeout 1.5", "HF0202 1.5"],
  ["MISC_CHECK", "misc_path /bin/c\n user", "HF0216 user"],
  ["MISC_CHECK", "misc_path /bin/c\n connect_port 80", "HF0107 connect_port"],
  ["MISC_CHECK", "misc_path /bin/c\n misc_dynamic no", "HF0110 no"],
  ["BFD_CHECK", "", "HF0867 }"],
  ["BFD_CHECK", "name", "HF0216 name"],
  ["BFD_CHECK", "name routr", "HF0868 routr"],
  ["BFD_CHECK", "name private", "HF0868 private"],
  ["BFD_CHECK", "name router\n delay_loop 3", "HF0107 delay_loop"],
  ["FILE_CHECK", "weight 3", "HF0870 }"],
  ["FILE_CHECK", "track_file", "HF0201 track_file"],
  ["FILE_CHECK", "track_file lode", "HF0871 lode"],
  ["FILE_CHECK", "track_file load\n weight 65536", "HF0203 65536"],
  ["FILE_CHECK", "track_file load\n weight x", "HF0202 x"],
  ["FILE_CHECK", "track_file load\n weight 3 inverse", "HF0872 inverse"],
  ["FILE_CHECK", "track_file load\n weight", "HF0216 weight"],
];

test("every misuse of a check has its code, and the carets run under the very word", () => {
  for (const [kind, lines, ...expected] of bad) {
    assert.deepEqual(saidOfCheck(blockOf(kind, lines)), expected, `${kind} ${lines}`);
  }
});

test("what cannot run is left out, and the other checks stay", () => {
  const blocks = [
    blockOf("TCP_CHECK", "connect_ip fe80::1"),
    blockOf("HTTP_GET"),
    blockOf("MISC_CHECK"),
    blockOf("FILE_CHECK", "track_file lode"),
    blockOf("BFD_CHECK", "name routr"),
    blockOf("PING_CHECK", "retry x"),
  ];
  assert.deepEqual(
    checkersIn(blocks.join("\n")).map(({ kind }) => kind),
    ["ping"],
  );
});

test("a session is followed once by a real server", () => {
  const twice = `${blockOf("BFD_CHECK", "name router")}\n${blockOf("BFD_CHECK", "name router")}`;
  assert.deepEqual(saidOfCheck(twice), ["HF0869 router"]);
  assert.equal(checkersIn(twice).length, 1);
});

test("what stands below the virtual server is not known in it", () => {
  const below = checkText(blockOf("FILE_CHECK", "track_file late"));
  const text = `${below}track_file late {\n file /run/late\n}\n`;
  assert.deepEqual(saidOf(text), ["HF0873 late"]);
});

test("a port is missed only where packets go to one", () => {
  const server = (block: string): string =>
    `virtual_server fwmark 3 {\n lb_algo rr\n lb_kind DR\n real_server 192.0.2.10 0 {
    ${block}\n}\n}`;
  assert.deepEqual(saidOf(server(blockOf("TCP_CHECK"))), ["HF0852 TCP_CHECK"]);
  assert.deepEqual(saidOf(server(blockOf("HTTP_GET", page))), ["HF0852 HTTP_GET"]);
  assert.deepEqual(saidOf(server(blockOf("PING_CHECK"))), []);
});

test("the consequence names the check and what it runs with", () => {
  const text = rendered(check(checkText(blockOf("TCP_CHECK", "connect_timeout x"))));
  const expected =
    "The TCP_CHECK of 192.0.2.10 8080 of 192.0.2.1 80 therefore runs with the default " +
    "connect_timeout, 5 s.";
  assert.ok(text.includes(expected), text);
});

test("the SSL block is held to one value for each word, and to one block", () => {
  const rows: [text: string, ...said: string[]][] = [
    ["SSL {\n ca\n}", "HF0216 ca"],
    ["SSL {\n key a\n key b\n}", "HF0115 key"],
    ["SSL {\n keys a\n}", "HF0107 keys"],
    ["SSL {\n key a\n}\nSSL {\n ca b\n}", "HF0874 SSL"],
  ];
  for (const [text, ...expected] of rows) assert.deepEqual(saidOf(text), expected, text);
  assert.ok(!rendered(check("SSL {\n password hush hush\n passwrd hush\n}")).includes("hush"));
});

const host = {
  ...machine,
  userExists: (name: string) => name === "root" || name === "nagios",
  isRoot: (user: string | null) => user === null || user === "root",
  isExecutable: (program: string) => program === "/bin/c" || program === "/home/c",
  pathParts: (path: string) =>
    path === "/none"
      ? []
      : [
          {
            path,
            kind: "file",
            ownerId: path === "/home/c" ? 7 : 0,
            groupId: 0,
            mode: 0o755,
          } as const,
        ],
};
const secure = "global_defs {\n enable_script_security\n script_user root\n}\n";

test("a program that is not there, not safe or not allowed is named", () => {
  const rows: [globals: string, lines: string, said: string[], exit: number][] = [
    ["", "misc_path /bin/c", ["HF0604"], 6],
    ["", "misc_path /none", ["HF0603 /none"], 0],
    ["", "misc_path /etc/passwd", ["HF0604", "HF0603 /etc/passwd"], 6],
    ["", "misc_path /bin/c\n connect_port 80", ["HF0604", "HF0107 connect_port"], 6],
    [secure, "misc_path /bin/c", [], 0],
    [secure, "misc_path /home/c", ["HF0875 /home/c"], 0],
    [secure, "misc_path /home/c\n user nagios", [], 0],
    ["", "misc_path /bin/c\n user bob", ["HF0876 bob"], 5],
    [
      "global_defs {\n enable_script_security\n}\n",
      "misc_path /bin/c",
      ["HF0602 }", "HF0876 }"],
      5,
    ],
  ];
  for (const [globals, lines, expected, exit] of rows) {
    const text = globals + checkText(blockOf("MISC_CHECK", lines));
    assert.deepEqual(saidOf(text, host), expected, lines);
    assert.equal(check(text, host).exitCode, exit, lines);
  }
});

test("a pattern that this machine cannot match is said once, with its reason", () => {
  const tried: string[] = [];
  const host = {
    ...machine,
    patternProblem: ({ pattern }: { readonly pattern: string }) => {
      tried.push(pattern);
      return pattern.startsWith("(") ? `regex "${pattern}" is no pattern` : null;
    },
  };
  const wrong = blockOf("HTTP_GET", url('regex "(a"'), url('regex "(a"'), url('regex "b"'));
  assert.deepEqual(saidOf(checkText(wrong), host), ['HF0858 "(a"']);
  assert.deepEqual(tried, ["(a", "b"]);
});
