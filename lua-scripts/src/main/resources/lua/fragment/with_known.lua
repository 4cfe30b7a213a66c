--[[
fragment/with_known   The reply to a command that reads; of HMGET and HGET with what a unit has written so far. known: texts by field, false for a field that is gone; nil for a key that was not written to.
]]
local function with_known(reply, known, command, key, ...)
  local hash = known and (command == 'HMGET' or command == 'HGET')
  if not hash or (type(reply) == 'table' and reply.err) then return reply end
  local replies, fields = command == 'HGET' and {reply} or reply, {...}
  for i, field in ipairs(fields) do
    if known[field] ~= nil then replies[i] = known[field] end
  end
  if command == 'HGET' then return replies[1] end
  return replies
end
