"""Drives the client of the official SDK, `mcp`. The script's `era` is its `mode`: `legacy`, `auto`
or a version of the protocol without handshake, of which it knows 2026-07-28 alone.
"""

from httpx2 import AsyncClient
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

import wire
from transcript import Progress, attempt, run


async def converse(script):
    authorization = script["authorization"]
    headers = {"Authorization": authorization} if authorization else {}
    async with AsyncClient(headers=headers) as http:
        transport = streamable_http_client(script["url"], http_client=http)
        async with Client(transport, mode=script["era"]) as client:
            return await transcript(client, script)


async def transcript(client, script):
    return {
        "protocol": client.protocol_version,
        # With a version as its mode the client asks nothing when it connects, so it knows neither.
        "server": client.server_info and wire.dump(client.server_info),
        "instructions": client.instructions,
        "tools": await every(client.list_tools, "tools"),
        "prompts": await every(client.list_prompts, "prompts"),
        "resources": await every(client.list_resources, "resources"),
        "templates": await every(client.list_resource_templates, "resource_templates"),
        "calls": [await attempt(call(client, **each)) for each in script["calls"]],
        "gotPrompts": [await attempt(prompt(client, **each)) for each in script["prompts"]],
        "read": [await attempt(read(client, uri)) for uri in script["resources"]],
        "completions": [await attempt(complete(client, **each)) for each in script["completions"]],
    }


async def every(page, field):
    """All entries of a list: this client leaves it to its user to go from page to page."""
    entries, cursor = [], None
    while True:
        result = await page(cursor=cursor)
        entries += wire.dump_all(getattr(result, field))
        cursor = result.next_cursor
        if cursor is None:
            return entries


async def call(client, name, arguments, progress=False):
    seen = Progress()
    result = await client.call_tool(name, arguments, progress_callback=seen if progress else None)
    return {"result": wire.dump(result), "progress": seen.entries}


async def prompt(client, name, arguments):
    return wire.dump(await client.get_prompt(name, arguments))


async def read(client, uri):
    return wire.dump(await client.read_resource(uri))


async def complete(client, ref, argument):
    result = await client.complete(wire.reference(ref), argument)
    return wire.dump(result.completion)


run("mcp", converse)
