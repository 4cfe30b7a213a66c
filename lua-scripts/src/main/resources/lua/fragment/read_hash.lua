--[[
fragment/read_hash   Fields of a hash, false for a missing one; when the key cannot be read as a hash, nil and a refusal.
]]
-- @include fragment/refused
local function read_hash(key, ...)
  local reply = redis.pcall('HMGET', key, ...)
  if reply.err then return nil, refused(key, reply) end
  return reply
end
