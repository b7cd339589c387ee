"""Clients that nobody wants: each sends a byte a second of its headers or its body, or reads a byte a second of its answer.

    slow.py HOST PORT WRITER READER COUNT PATH      (two tokens)

Says "ready N" when all have connected, and "held N, let go M" when its input ends. Who is let go by the server comes back at once.
"""
import asyncio
import os
import socket
import sys

RAMP_SECONDS = 3


class Crowd:
    def __init__(self, host, port, writer, reader, count, path):
        self.place, self.writer, self.reader, self.count, self.path = (host, port), writer, reader, count, path
        self.held, self.let_go, self.refused = 0, 0, 0
        self.clients = []

    async def run(self):
        self.clients = [asyncio.create_task(self._client(number)) for number in range(self.count)]
        for _ in range(100):
            await asyncio.sleep(0.1)
            if self.held >= self.count:
                break
        print(f"ready {self.held}", flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
        print(f"held {self.held}, let go {self.let_go}, refused {self.refused}", flush=True)
        os._exit(0)  # a thousand tasks in the middle of something: the kernel closes their connections

    async def _client(self, number):
        # A person has 256 open requests at most: more would be refused at once, and not slow.
        kind = (self._headers, self._body, self._headers, self._answer, self._headers)[number % 5]
        await asyncio.sleep(RAMP_SECONDS * number / self.count)
        while True:
            try:
                await self._once(kind)
            except (OSError, asyncio.IncompleteReadError):
                self.refused += 1
                await asyncio.sleep(0.5)

    async def _once(self, kind):
        line = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        line.setblocking(False)
        loop = asyncio.get_running_loop()
        try:
            await loop.sock_connect(line, self.place)
            self.held += 1
            try:
                await kind(loop, line)
            except (OSError, EOFError):
                self.let_go += 1
            finally:
                self.held -= 1
        finally:
            line.close()

    async def _headers(self, loop, line):
        await loop.sock_sendall(line, b"GET /api/health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        await self._trickle(loop, line)

    async def _body(self, loop, line):
        await loop.sock_sendall(line, (
            f"POST /api/datasets/find HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {self.writer}\r\n"
            "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{").encode())
        await self._trickle(loop, line)

    async def _answer(self, loop, line):
        await loop.sock_sendall(line, f"GET {self.path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {self.reader}\r\n\r\n".encode())
        while await loop.sock_recv(line, 1):
            await asyncio.sleep(1)
        raise EOFError

    @staticmethod
    async def _trickle(loop, line):
        while True:
            await loop.sock_sendall(line, b" ")
            # The server says nothing until it has had enough: then it answers, or ends the connection.
            try:
                await asyncio.wait_for(loop.sock_recv(line, 1), 1)
                raise EOFError
            except asyncio.TimeoutError:
                pass


if __name__ == "__main__":
    asyncio.run(Crowd(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4], int(sys.argv[5]), sys.argv[6]).run())
