--[[
fragment/append_event   Appends the change event and counts it. The first write of a script: the only one that data could make fail (an id below
the stream's last), so nothing is written half.
]]
local function append_event(stream, meta, epoch, version, events, retention, fields)
  local n = string.format('%.0f', (tonumber(events) or 0) + 1)
  redis.call('XADD', stream, 'MAXLEN', '~', retention, version .. '-' .. n, unpack(fields))
  redis.call('HSET', meta, 'e', epoch, 'v', version, 'n', n)
end
