/** Configurations with all that a formatter could spoil. */
export const samples: Readonly<Record<string, string>> = {
  pair: `! A pair of routers\r
global_defs\r
{\r
  router_id   edge-1   # shown in mails\r
\r
\r
  script_user nobody
}
vrrp_script web { script "/bin/test  -f  '/run/a b'"
 interval 2 weight -20 }
vrrp_instance VI_1 { state BACKUP
    interface eth0
  virtual_router_id 51
 authentication { auth_type PASS
   auth_pass "s3 cr et" }
 virtual_ipaddress { 192.0.2.1/24 dev eth0   label "eth0:1"
 # spare
 192.0.2.2/24 } # of the pair
 notify '/bin/sh   -c  x'
 unicast_peer
 {
   192.0.2.9
 } }`,
  definitions: `$VRID=51
$ADDRESSES= \\
  192.0.2.1/24 \\
# the second one \\
  192.0.2.2/24
$BLOCK= \\
  vrrp_instance \${NAME} { \\
  interface   $IF \\
  virtual_router_id $VRID \\
  virtual_ipaddress { \\
  $ADDRESSES \\
  $CLOSE
$CLOSE= \\
 } \\
 }

$IF=eth0
$NAME=VI_1
$BLOCK
~LST({NAME, VRID},{B, 52},{C, 53}) vrrp_instance $NAME { interface \${IF} virtual_router_id $VRID }
`,
  conditions: `@low  $STATE=MASTER
@^low $STATE=BACKUP
@low  vrrp_instance LOW {
@^low vrrp_instance OTHER   {
 state $STATE
@low    priority 200
   @high priority   150
 virtual_ipaddress {
   192.0.2.1   dev  eth0 \${_HASH}  later }
   }
}
@low include x
include   x # as it stands
virtual_server 192.0.2.1 80 { lb_algo rr
@high   real_server 192.0.2.2 80 { weight 1 }
 real_server 192.0.2.3 80
 {
  MISC_CHECK { misc_path "/bin/true \\"a  b\\"" misc_timeout 3
 } }
}
`,
  included: "\t\tpriority   7\n",
};
