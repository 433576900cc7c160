/*
 * Lets keepalived run on a kernel without IPVS, so that its health checks can be measured there. Preloaded,
 * it takes the place of those functions of libnl by which keepalived talks to IPVS: every request is
 * acknowledged at once, and every table is empty.
 */

struct nl_sock;
struct nl_msg;
struct sockaddr_nl;
struct nlmsgerr;

typedef int (*callback)(struct nl_msg *message, void *argument);

/* enum nl_cb_type of <netlink/handlers.h> */
enum { finished = 1, acknowledged = 4, kinds = 16 };

static struct {
	callback function;
	void *argument;
} callbacks[kinds];

int genl_ctrl_resolve(struct nl_sock *socket, const char *family)
{
	(void)socket, (void)family;
	return 30;
}

int nl_socket_modify_cb(struct nl_sock *socket, int kind, int set, callback function, void *argument)
{
	(void)socket, (void)set;
	if (kind < 0 || kind >= kinds)
		return -1;
	callbacks[kind].function = function;
	callbacks[kind].argument = argument;
	return 0;
}

int nl_send_auto(struct nl_sock *socket, struct nl_msg *message)
{
	(void)socket, (void)message;
	return 1;
}

int nl_recvmsgs_default(struct nl_sock *socket)
{
	(void)socket;
	if (callbacks[finished].function)
		callbacks[finished].function(0, callbacks[finished].argument);
	if (callbacks[acknowledged].function)
		callbacks[acknowledged].function(0, callbacks[acknowledged].argument);
	return 0;
}
