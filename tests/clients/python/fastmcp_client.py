"""Drives the client of `fastmcp`. The script's `era` is its `mode`: `legacy`, `auto` or a version of
the protocol without handshake, of which it knows 2026-07-28 alone.
"""

from fastmcp import Client
from fastmcp.client.transports import StreamableHttpTransport

import wire
from transcript import Progress, attempt, run


async def converse(script):
    authorization = script["authorization"]
    headers = {"Authorization": authorization} if authorization else {}
    transport = StreamableHttpTransport(script["url"], headers=headers)
    async with Client(transport, mode=script["era"]) as client:
        return await transcript(client, script)


async def transcript(client, script):
    return {
        "protocol": client.protocol_version,
        # With a version as its mode the client asks nothing when it connects, so it knows neither.
        "server": client.server_info and wire.dump(client.server_info),
        "instructions": client.instructions,
        "tools": wire.dump_all(await client.list_tools()),
        "prompts": wire.dump_all(await client.list_prompts()),
        "resources": wire.dump_all(await client.list_resources()),
        "templates": wire.dump_all(await client.list_resource_templates()),
        "calls": [await attempt(call(client, **each)) for each in script["calls"]],
        "gotPrompts": [await attempt(prompt(client, **each)) for each in script["prompts"]],
        "read": [await attempt(read(client, uri)) for uri in script["resources"]],
        "completions": [await attempt(complete(client, **each)) for each in script["completions"]],
    }


async def call(client, name, arguments, progress=False):
    seen = Progress()
    # Without a handler it asks for progress all the same, and logs it. Its default is to raise a
    # result with `isError` as an exception, which would have the text alone.
    result = await client.call_tool(
        name, arguments, progress_handler=seen if progress else None, raise_on_error=False
    )
    answer = {"content": wire.dump_all(result.content), "isError": result.is_error}
    if result.structured_content is not None:
        answer["structuredContent"] = result.structured_content
    return {"result": answer, "progress": seen.entries}


async def prompt(client, name, arguments):
    return wire.dump(await client.get_prompt(name, arguments))


async def read(client, uri):
    return {"contents": wire.dump_all(await client.read_resource(uri))}


async def complete(client, ref, argument):
    return wire.dump(await client.complete(wire.reference(ref), argument))


run("fastmcp", converse)
