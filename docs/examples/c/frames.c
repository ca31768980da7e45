/* Quotes in frames, in C, with nothing but POSIX:
 *   cc -O2 -Wall -o frames frames.c && ./frames 127.0.0.1 8080 BTC-USDT
 * A frame is a length of 4 bytes, big-endian, and so much JSON. */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_FRAME (1 << 20)

static void fail(const char *what) {
    fprintf(stderr, "failed: %s\n", what);
    exit(1);
}

static int dial(const char *host, const char *port) {
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM}, *found;
    if (getaddrinfo(host, port, &hints, &found) != 0) {
        fail("no such host");
    }
    int connection = -1;
    for (struct addrinfo *each = found; each != NULL && connection < 0; each = each->ai_next) {
        connection = socket(each->ai_family, each->ai_socktype, each->ai_protocol);
        if (connection >= 0 && connect(connection, each->ai_addr, each->ai_addrlen) != 0) {
            close(connection);
            connection = -1;
        }
    }
    freeaddrinfo(found);
    if (connection < 0) {
        fail("no gateway can be reached");
    }
    return connection;
}

/* In one write, so that it leaves in one packet. */
static void send_frame(int connection, const char *json) {
    char frame[4 + 1024];
    size_t length = strlen(json);
    uint32_t head = htonl((uint32_t) length);
    if (length > sizeof frame - 4) {
        fail("request too long");
    }
    memcpy(frame, &head, 4);
    memcpy(frame + 4, json, length);
    for (size_t sent = 0; sent < 4 + length;) {
        ssize_t more = send(connection, frame + sent, 4 + length - sent, MSG_NOSIGNAL);
        if (more <= 0) {
            fail("the connection broke");
        }
        sent += (size_t) more;
    }
}

static void read_exactly(int connection, void *to, size_t length) {
    for (size_t read_so_far = 0; read_so_far < length;) {
        ssize_t more = recv(connection, (char *) to + read_so_far, length - read_so_far, 0);
        if (more <= 0) {
            fail("the gateway has closed the connection");
        }
        read_so_far += (size_t) more;
    }
}

/* The next frame as a string, which is the caller's until the next call. */
static const char *read_frame(int connection) {
    static char text[MAX_FRAME + 1];
    uint32_t head;
    read_exactly(connection, &head, 4);
    uint32_t length = ntohl(head);
    if (length == 0 || length > MAX_FRAME) {
        fail("not a frame");
    }
    read_exactly(connection, text, length);
    text[length] = 0;
    return text;
}

int main(int count, char **arguments) {
    const char *pair = count > 3 ? arguments[3] : "BTC-USDT";
    int connection = dial(count > 1 ? arguments[1] : "127.0.0.1", count > 2 ? arguments[2] : "8080");
    char request[512];
    snprintf(request, sizeof request, "{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"%s\"]}", pair);
    send_frame(connection, request);
    for (int quotes = 0; quotes < 10;) {
        const char *message = read_frame(connection); /* an answer begins with "event", a push with "channel" */
        puts(message);
        if (strncmp(message, "{\"event\":\"error\"", 16) == 0) {
            return 1;
        }
        quotes += strncmp(message, "{\"channel\":\"quotes\"", 19) == 0;
    }
    send_frame(connection, "{\"op\":\"bye\"}");
    return close(connection);
}
