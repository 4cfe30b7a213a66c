--[[
fragment/limit_age   Lets every 64th change event remove events by their age instead of their number, since XADD does one of them only. What a write gets is never older than the clock: nothing younger goes.
]]
local function limit_age(event, number, age)
  if tonumber(number) % 64 ~= 0 then return end
  local now = redis.call('TIME')
  event[3] = 'MINID'
  event[5] = string.format('%.0f', math.max(0, tonumber(now[1]) * 1000000 + tonumber(now[2]) - tonumber(age)))
end
