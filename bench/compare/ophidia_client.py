"""A client of Ophidia's protocol, made from its description: an envelope over TLS, one connection a request."""
import base64
import html
import http.client
import json
import re
import ssl

PATIENCE = 900


class Failed(RuntimeError):
    """A request that was refused, or an operator that said ERROR."""


class Client:
    """Signs in with every request, as PyOphidia does, and stays in the session of its first one."""

    def __init__(self, host, port, user, password):
        self._place = (host, port)
        self._sign_in = base64.b64encode(f"{user}:{password}".encode()).decode()
        self._context = ssl.create_default_context()
        self._context.check_hostname = False
        self._context.verify_mode = ssl.CERT_NONE
        self.session = ""

    def raw(self, request):
        """Sends a request; the number of the error, the job and the document's text."""
        body = (
            '<?xml version="1.0" encoding="UTF-8"?><SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ns1="urn:oph">'
            "<SOAP-ENV:Body><ns1:ophExecuteMain><ophExecuteMainRequest>" + html.escape(json.dumps(request), quote=False).replace("\n", "&#xA;")
            + "</ophExecuteMainRequest></ns1:ophExecuteMain></SOAP-ENV:Body></SOAP-ENV:Envelope>")
        connection = http.client.HTTPSConnection(*self._place, timeout=PATIENCE, context=self._context)
        try:
            connection.request("POST", "/", body=body.encode(), headers={
                "User-Agent": "Ophidia Python client", "Content-type": 'text/xml; charset="UTF-8"', "SOAPAction": '""', "Authorization": f"Basic {self._sign_in}"})
            answer = connection.getresponse()
            text = answer.read()
        finally:
            connection.close()
        if answer.status != 200:
            raise Failed(f"HTTP {answer.status}")
        error = int(re.search(rb"<error>(\d+)</error>", text).group(1))
        job = re.search(rb"<jobid>(.*?)</jobid>", text, re.S)
        response = re.search(rb"<response>(.*)</response>", text, re.S)
        return error, html.unescape(job.group(1).decode()) if job else "", response.group(1) if response else b""

    def submit(self, command):
        """A command such as `oph_list level=1`; the document."""
        name, _, rest = command.partition(" ")
        arguments = [one for one in _pieces(rest) if one]
        request = {
            "name": name, "author": "bench", "command": command, "exec_mode": "sync",
            "tasks": [{"name": "Task 0", "operator": name, "arguments": [*arguments, "cwd=/", "ncores=1"]}]}
        if self.session:
            request["sessionid"] = self.session
        error, job, response = self.raw(request)
        if error:
            raise Failed(f"{command}: error {error}")
        if job:
            self.session = job.rpartition("?")[0]
        document = json.loads(html.unescape(response.decode()))
        for item in document["response"]:
            if item["objkey"] == "status" and item["objcontent"][0]["title"] == "ERROR":
                raise Failed(f"{command}: {item['objcontent'][0].get('message', '')}")
        return document

    def cube(self, command):
        """The name of the cube that a command makes."""
        for item in self.submit(command)["response"]:
            if item["objclass"] == "text" and item["objcontent"][0]["title"] == "Output Cube":
                return item["objcontent"][0]["message"]
        raise Failed(f"{command} made no cube")


def _pieces(text):
    """What stands between semicolons outside of brackets."""
    pieces, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        depth += letter in "[" and 1 or letter in "]" and -1 or 0
        if letter == ";" and depth == 0:
            pieces.append(text[start:at])
            start = at + 1
    return [*pieces, text[start:]]
