"""Talks to a gateway through the vendors' own client libraries, as their users do. Prints what came back, one JSON object."""

import json
import sys

import anthropic
import openai

address, key = sys.argv[1], sys.argv[2]
found = {}

claude = anthropic.Anthropic(base_url=address + "/v1/proxy/anthropic", api_key=key, max_retries=0)
question = [{"role": "user", "content": "hi"}]
message = claude.messages.create(model="claude", max_tokens=50, messages=question)
found["anthropic"] = message.content[0].text
found["anthropic_tokens"] = [message.usage.input_tokens, message.usage.output_tokens]
with claude.messages.stream(model="claude", max_tokens=50, messages=question) as stream:
    found["anthropic_stream"] = "".join(stream.text_stream)
    found["anthropic_stream_end"] = stream.get_final_message().stop_reason
raw = claude.messages.with_raw_response.create(model="claude", max_tokens=50, messages=question)
found["anthropic_region"] = raw.headers["x-gateway-region"]
found["anthropic_count"] = claude.messages.count_tokens(model="claude", messages=question).input_tokens
try:
    claude.messages.create(model="unknown", max_tokens=50, messages=question)
except anthropic.NotFoundError as error:
    found["anthropic_error"] = error.body["error"]["code"]
try:
    anthropic.Anthropic(base_url=address + "/v1/proxy/anthropic", api_key="wrong", max_retries=0).messages.create(
        model="claude", max_tokens=50, messages=question)
except anthropic.AuthenticationError as error:
    found["anthropic_refusal"] = error.status_code

gpt = openai.OpenAI(base_url=address + "/v1/proxy/openai/v1", api_key=key, max_retries=0)
answer = gpt.chat.completions.create(model="gpt", messages=question)
found["openai"] = answer.choices[0].message.content
found["openai_tokens"] = [answer.usage.prompt_tokens, answer.usage.completion_tokens]
pieces = gpt.chat.completions.create(model="gpt", messages=question, stream=True, stream_options={"include_usage": True})
text, tokens = "", None
for piece in pieces:
    text += piece.choices[0].delta.content or "" if piece.choices else ""
    tokens = piece.usage.completion_tokens if piece.usage else tokens
found["openai_stream"], found["openai_stream_tokens"] = text, tokens
found["openai_embedding"] = gpt.embeddings.create(model="gpt", input="hi", encoding_format="float").data[0].embedding
try:
    gpt.chat.completions.create(model="unknown", messages=question)
except openai.NotFoundError as error:
    found["openai_error"] = error.code
try:
    list(gpt.chat.completions.create(model="cut", messages=question, stream=True))
    found["openai_cut"] = "whole"
except openai.APIError:
    found["openai_cut"] = "noticed"
except Exception as error:
    found["openai_cut"] = "noticed" if "incomplete" in str(error) or "peer closed" in str(error) else repr(error)
print(json.dumps(found))
