--[[
channel/append   Append one message to a durable channel, numbered densely, and ring for those who wait.
KEYS    1 stream     stream  {ns}::<name>
ARGV    1 retention  messages that the stream keeps at least
        2 channel    doorbell
        3 payload    the message
REPLY   {"APPENDED", receivers} | {"CORRUPT", key, detail}
COST    O(1); writes 1
]]
local stream = KEYS[1]
local retention, channel, payload = ARGV[1], ARGV[2], ARGV[3]

local kind = redis.call('TYPE', stream).ok
if kind ~= 'none' and kind ~= 'stream' then return {'CORRUPT', stream, 'holds a ' .. kind .. ' where a stream belongs'} end
local last = kind == 'stream' and redis.call('XREVRANGE', stream, '+', '-', 'COUNT', '1')[1]
local before, number = string.match(last and last[1] or '0-0', '^(%d+)%-(%d+)$')
local now = redis.call('TIME')
local millis = math.max(tonumber(before), tonumber(now[1]) * 1000 + math.floor(tonumber(now[2]) / 1000))

redis.call('XADD', stream, 'MAXLEN', '~', retention, string.format('%.0f-%.0f', millis, tonumber(number) + 1), 'm', payload)
return {'APPENDED', string.format('%.0f', redis.call('PUBLISH', channel, ''))}
