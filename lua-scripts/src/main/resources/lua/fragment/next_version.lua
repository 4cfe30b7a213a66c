--[[
fragment/next_version   A version above all that the partition has given and above `known`: the server's clock in microseconds, or one more.
]]
local function next_version(last, known)
  local now = redis.call('TIME')
  local clock = tonumber(now[1]) * 1000000 + tonumber(now[2])
  return string.format('%.0f', math.max(clock, (tonumber(last) or 0) + 1, (tonumber(known) or 0) + 1))
end
